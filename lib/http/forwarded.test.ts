import { describe, expect, test } from "vitest";
import { forwardedChain } from "./forwarded.ts";

describe("forwardedChain", () => {
  test("joins repeated X-Forwarded-For in order and takes ports and brackets off", () => {
    expect(
      forwardedChain([
        ["x-forwarded-for", "192.0.2.1:5000, [2001:db8::1]:80"],
        ["Other", "x"],
        ["X-Forwarded-For", " 2001:db8::2,unknown"],
      ]),
    ).toEqual(["192.0.2.1", "2001:db8::1", "2001:db8::2", "unknown"]);
  });

  test("reads the for of each Forwarded element", () => {
    expect(
      forwardedChain([
        ["Forwarded", 'proto=http;For="[2001:db8:cafe::17]:4711";by=203.0.113.43, for=192.0.2.43'],
        ["Forwarded", "for=_hidden, by=10.0.0.1"],
      ]),
    ).toEqual(["2001:db8:cafe::17", "192.0.2.43", "_hidden", ""]);
  });

  test("a comma or semicolon in quotes makes no new element", () => {
    expect(forwardedChain([["Forwarded", 'for=192.0.2.1;host="x,for=10.9.9.9;for=10.8.8.8"']])).toEqual(["192.0.2.1"]);
    expect(forwardedChain([["Forwarded", 'host="a\\",for=10.9.9.9";for=192.0.2.1']])).toEqual(["192.0.2.1"]);
  });

  test("X-Forwarded-For counts before Forwarded", () => {
    expect(
      forwardedChain([
        ["Forwarded", "for=10.9.9.9"],
        ["X-Forwarded-For", "192.0.2.1"],
      ]),
    ).toEqual(["192.0.2.1"]);
  });

  test("is empty without such headers, and never throws on junk", () => {
    expect(forwardedChain([["Host", "x"]])).toEqual([]);
    expect(forwardedChain([["Forwarded", 'for="unclosed, for=1.2.3.4;;=,']])).toHaveLength(1);
    expect(forwardedChain([["X-Forwarded-For", "[:,[],:"]])).toEqual(["", "", ""]);
  });
});

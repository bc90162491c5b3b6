import { describe, expect, test } from "vitest";
import type { Pairs } from "#lib/http/pairs.ts";
import { Failure } from "./failure.ts";
import { followRedirect, type Hop } from "./redirect.ts";
import { parseTarget } from "./target.ts";

function hop(method: string, url = "https://a.example/x/y?q"): Hop {
  const target = parseTarget(url);
  if (target instanceof Failure) throw target;
  const headers: Pairs = [
    ["Content-Type", "text/plain"],
    ["X-Custom", "1"],
  ];
  return { target, method, headers, body: Uint8Array.of(1, 2) };
}

function follow(from: Hop, status: number, location: string) {
  const next = followRedirect(from, status, [["location", location]]);
  return next === null || next instanceof Failure ? next : { ...next, url: next.target.url.href };
}

describe("redirects, by the Fetch standard", () => {
  test.each([
    [301, "POST", "GET", 0],
    [302, "POST", "GET", 0],
    [303, "POST", "GET", 0],
    [303, "PUT", "GET", 0],
    [303, "HEAD", "HEAD", 2],
    [303, "GET", "GET", 2],
    [301, "PUT", "PUT", 2],
    [302, "DELETE", "DELETE", 2],
    [307, "POST", "POST", 2],
    [308, "PATCH", "PATCH", 2],
  ])("%i turns %s into %s with %i bytes", (status, method, expected, length) => {
    const next = follow(hop(method), status, "/z");
    expect(next).toMatchObject({ method: expected, url: "https://a.example/z" });
    if (next === null || next instanceof Failure) throw new Error("expected a request");
    expect(next.body).toHaveLength(length);
    const names = next.headers.map(([name]) => name);
    expect(names).toEqual(length === 0 ? ["X-Custom"] : ["Content-Type", "X-Custom"]);
  });

  test.each([200, 201, 300, 304, 305, 306, 399, 404])("%i is no redirect", (status) => {
    expect(follow(hop("GET"), status, "/z")).toBeNull();
  });

  test("without Location there is nowhere to go", () => {
    expect(followRedirect(hop("GET"), 302, [])).toBeNull();
  });

  test("Location is read against the address it came from", () => {
    expect(follow(hop("GET"), 302, "../b?c#d")).toMatchObject({ url: "https://a.example/b?c" });
    expect(follow(hop("GET"), 302, "//b.example/")).toMatchObject({ url: "https://b.example/" });
  });

  test("another port or scheme is another origin", () => {
    for (const location of ["https://a.example:8443/", "https://b.example/"]) {
      expect(follow(hop("GET"), 302, location)).toMatchObject({ headers: [["Content-Type", "text/plain"]] });
    }
    expect(follow(hop("GET", "http://a.example/"), 302, "https://a.example/")).toMatchObject({
      headers: [["Content-Type", "text/plain"]],
    });
  });

  test("nothing follows from https to http", () => {
    expect(follow(hop("GET"), 302, "http://a.example/")).toMatchObject({ code: "insecure_redirect" });
  });
});

import { describe, expect, test } from "vitest";
import { Failure } from "./failure.ts";
import { isOwnUrl } from "./own-url.ts";
import { parseTarget } from "./target.ts";
import { BLOCKED, egress, request } from "./test-egress.ts";

function target(url: string) {
  const parsed = parseTarget(url);
  if (parsed instanceof Failure) throw parsed;
  return parsed;
}

describe("our own address", () => {
  const own = ["https://bin.example", "https://*.hooks.example", "http://10.1.2.3:3000", "http://[2001:db9::1]:8080"];

  test.each([
    "https://bin.example/api/bins",
    "http://bin.example/",
    "https://BIN.example./x",
    "https://a.hooks.example/",
    "http://a.b.hooks.example/",
    "http://10.1.2.3:3000/",
    "http://0xa010203:3000/",
    "http://[2001:db9:0:0::1]:8080/",
  ])("%s is ours", (url) => {
    expect(isOwnUrl(target(url), own)).toBe(true);
  });

  test.each([
    "https://bin.example:8443/",
    "https://other.example/",
    "https://hooks.example/",
    "https://nothooks.example/",
    "https://bin.example.evil.test/",
    "http://10.1.2.3:3001/",
  ])("%s is not", (url) => {
    expect(isOwnUrl(target(url), own)).toBe(false);
  });

  test("is refused before its name is looked up", async () => {
    const asked: string[] = [];
    const lookup = async (hostname: string) => {
      asked.push(hostname);
      return [{ address: "93.184.216.34", family: 4 }];
    };
    const client = egress({ ownUrls: ["https://bin.example"], lookup });
    expect(await client.send(request("GET", "https://bin.example/"))).toMatchObject(BLOCKED);
    expect(asked).toEqual([]);
  });

  test("and what else can be told at once is told without connecting", () => {
    const client = egress({ ownUrls: ["https://bin.example"] });
    for (const url of ["https://bin.example/x", "http://127.0.0.1/", "http://[fd00::1]/", "http://example.com:22/"]) {
      expect(client.check(url)).toMatchObject({ code: "target_not_allowed" });
    }
    expect(client.check("ftp://example.com/")).toMatchObject({ code: "invalid_target" });
    expect(client.check("https://example.com/hook?x=1")).toBeNull();
    expect(client.check("http://93.184.216.34/")).toBeNull();
  });
});

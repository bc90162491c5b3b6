import { describe, expect, test } from "vitest";
import { parseCidr } from "./egress/classify.ts";
import { hasCaptureHost, readEnv } from "./env.ts";

describe("readEnv", () => {
  test("needs nothing: every default holds", () => {
    expect(readEnv({})).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      DATABASE_URL: "file:./data/wirebin.db",
      TRUSTED_PROXIES: [],
      KEEP_CAPTURES: 10_000,
    });
  });

  test("an empty string means absent", () => {
    expect(readEnv({ PORT: "", REDIS_URL: "" })).toMatchObject({ PORT: 3000 });
    expect(readEnv({ REDIS_URL: "" }).REDIS_URL).toBeUndefined();
  });

  test("lists every wrong value at once", () => {
    expect(() => readEnv({ PORT: "many", DATABASE_URL: "mysql://x", LOG_LEVEL: "loud" })).toThrow(
      /PORT: [\s\S]*DATABASE_URL: [\s\S]*LOG_LEVEL: /,
    );
  });

  test("takes a wildcard host for captures, and no path", () => {
    expect(readEnv({ CAPTURE_URL: "https://*.hooks.example" }).CAPTURE_URL).toBe("https://*.hooks.example");
    expect(() => readEnv({ CAPTURE_URL: "https://hooks.example/in" })).toThrow(/CAPTURE_URL/);
  });

  test.each(["10.0.0.0/33", "10.0.0.0/", "proxy.example", "10.0.0.0/8/8", "fd00::/129"])(
    "refuses the CIDR %s",
    (text) => {
      expect(() => readEnv({ TRUSTED_PROXIES: text })).toThrow(/TRUSTED_PROXIES: .*CIDR/);
    },
  );

  test("splits lists", () => {
    expect(readEnv({ TRUSTED_PROXIES: "10.0.0.0/8, 127.0.0.1" }).TRUSTED_PROXIES).toEqual(["10.0.0.0/8", "127.0.0.1"]);
  });

  test.each(["10.0.0.0/33", "10.0.0/8", "::1/129", "fe80::1%eth0", "example.com", "10.0.0.0/8/8", "10.0.0.0/-1"])(
    "%s is no network that could be allowed or trusted",
    (text) => {
      expect(() => readEnv({ EGRESS_ALLOW: `192.168.0.0/16,${text}` })).toThrow(
        /EGRESS_ALLOW: must be IP addresses or CIDRs/,
      );
      expect(() => readEnv({ TRUSTED_PROXIES: text })).toThrow(/TRUSTED_PROXIES/);
    },
  );

  test("what the settings accept as a network, the guard can read", () => {
    for (const text of ["10.0.0.0/8", "::1", "fd00::/8", "::ffff:10.0.0.0/104", "0.0.0.0/0", "1.2.3.4"]) {
      expect(readEnv({ EGRESS_ALLOW: text }).EGRESS_ALLOW).toEqual([text]);
      expect(parseCidr(text)).not.toBeNull();
    }
  });

  test("captures at the dashboard's own address are captures without a host of their own", () => {
    const url = "https://wirebin.example";
    expect(readEnv({ PUBLIC_URL: url, CAPTURE_URL: `${url}:443/` }).CAPTURE_URL).toBeUndefined();
    expect(readEnv({ PORT: "8080", CAPTURE_URL: "http://localhost:8080" }).CAPTURE_URL).toBeUndefined();
    expect(readEnv({ HOST: "::1", CAPTURE_URL: "http://[::1]:3000" }).CAPTURE_URL).toBeUndefined();
    expect(readEnv({ PUBLIC_URL: url, CAPTURE_URL: `${url}:8443` }).CAPTURE_URL).toBeDefined();
  });

  test.each(["http://wirebin.example", "https://*.example", "https://*.example:8443"])(
    "captures at %s would take the dashboard's messages",
    (captures) => {
      const settings = { PUBLIC_URL: "https://wirebin.example", CAPTURE_URL: captures };
      expect(() => readEnv(settings)).toThrow(/CAPTURE_URL: takes the messages for the dashboard at https/);
    },
  );

  test.each([
    ["no address of their own", undefined, false],
    ["another port alone", "https://wirebin.example:8443", false],
    ["a name of their own", "https://hooks.example", true],
    ["a name for each bin", "https://*.hooks.example", true],
    ["names below the dashboard's", "https://*.wirebin.example", true],
  ])("whether replies may set cookies: %s", (_name, captures, may) => {
    const url = "https://wirebin.example";
    expect(hasCaptureHost(readEnv({ PUBLIC_URL: url, CAPTURE_URL: captures }))).toBe(may);
  });

  test("a wrong value that may hold a password is not repeated", () => {
    const secret = { DATABASE_URL: "postgres:u:hush@h/d", REDIS_URL: "u:hush@h", EGRESS_PROXY: "http://u:hush@h/x" };
    expect(() => readEnv({ ...secret, PORT: "many" })).toThrow(
      /^(?![\s\S]*hush)[\s\S]*PORT.*many[\s\S]*DATABASE_URL[\s\S]*REDIS_URL[\s\S]*EGRESS_PROXY/,
    );
  });
});

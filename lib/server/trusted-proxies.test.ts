import { describe, expect, test } from "vitest";
import type { Pairs } from "#lib/http/pairs.ts";
import { createTrustedProxies } from "./trusted-proxies.ts";

const forged: Pairs = [
  ["X-Forwarded-For", "6.6.6.6"],
  ["x-forwarded-for", "7.7.7.7, 8.8.8.8"],
  ["Forwarded", "for=9.9.9.9"],
  ["CF-Connecting-IP", "5.5.5.5"],
  ["X-Real-IP", "4.4.4.4"],
];

describe("the sender's address", () => {
  test("is the socket's when nobody is trusted, whatever the headers say", () => {
    expect(createTrustedProxies([]).senderOf("10.0.0.9", forged)).toBe("10.0.0.9");
  });

  const proxies = createTrustedProxies(["10.0.0.0/8", "192.0.2.7", "fd00::/8"]);
  test.each<[string, string, Pairs, string]>([
    ["a stranger's headers count for nothing", "203.0.113.1", forged, "203.0.113.1"],
    ["a proxy's last entry counts", "10.0.0.9", forged, "8.8.8.8"],
    [
      "proxies behind proxies are passed",
      "10.0.0.9",
      [["X-Forwarded-For", "1.1.1.1, 2.2.2.2, 192.0.2.7, 10.1.1.1"]],
      "2.2.2.2",
    ],
    ["all of them proxies: the first", "10.0.0.9", [["X-Forwarded-For", "10.2.2.2, 10.1.1.1"]], "10.2.2.2"],
    ["junk ends the chain at who told it", "10.0.0.9", [["X-Forwarded-For", "1.1.1.1, unknown, 10.1.1.1"]], "10.1.1.1"],
    ["a silent proxy is the sender", "10.0.0.9", [], "10.0.0.9"],
    ["IPv6 and ports", "fd00::1", [["Forwarded", 'for="[2001:db8::1]:443"']], "2001:db8::1"],
    ["IPv4 written as IPv6", "10.0.0.9", [["X-Forwarded-For", "3.3.3.3, ::ffff:10.0.0.1"]], "3.3.3.3"],
    ["a single trusted address", "192.0.2.7", [["X-Forwarded-For", "3.3.3.3"]], "3.3.3.3"],
    ["an unknown socket", "", [["X-Forwarded-For", "3.3.3.3"]], ""],
  ])("%s", (_name, socket, headers, sender) => {
    expect(proxies.senderOf(socket, headers)).toBe(sender);
  });
});

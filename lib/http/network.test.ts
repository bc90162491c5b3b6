import { expect, test } from "vitest";
import { plainAddress, senderNetwork } from "./network.ts";

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:192.0.2.1", "192.0.2.1"],
  ["0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"],
  ["", ""],
  ["not an address", "not an address"],
])("%s is counted as %s", (address, network) => {
  expect(senderNetwork(address)).toBe(network);
});

test("an IPv4 address on a dual-stack listener is told as IPv4", () => {
  expect(plainAddress("::ffff:127.0.0.1")).toBe("127.0.0.1");
  expect(plainAddress("::ffff:7f00:1")).toBe("::ffff:7f00:1");
  expect(plainAddress("2001:db8::1")).toBe("2001:db8::1");
});

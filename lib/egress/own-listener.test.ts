import { expect, test } from "vitest";
import { isOwnListener, type Listener } from "./own-listener.ts";

const local = () => ["192.0.2.7", "fe80::1%eth0", "2001:db8::7"];

test.each([
  ["127.0.0.1", "127.0.0.1", true],
  ["127.0.0.1", "::ffff:127.0.0.1", true],
  ["127.0.0.1", "127.0.0.2", false],
  ["127.0.0.1", "0.0.0.0", true],
  ["::1", "::", true],
  ["::1", "127.0.0.1", false],
  ["0.0.0.0", "127.0.0.1", true],
  ["0.0.0.0", "127.9.9.9", true],
  ["0.0.0.0", "192.0.2.7", true],
  ["::", "192.0.2.7", true],
  ["::", "2001:db8::7", true],
  ["::", "fe80::1", true],
  ["::", "8.8.8.8", false],
  ["192.0.2.7", "192.0.2.7", true],
  ["192.0.2.7", "127.0.0.1", false],
])("a listener at %s and a target at %s: %s", (address, target, expected) => {
  const listeners: Listener[] = [{ address, port: 3000 }];
  expect(isOwnListener(target, 3000, listeners, local)).toBe(expected);
  expect(isOwnListener(target, 3001, listeners, local)).toBe(false);
});

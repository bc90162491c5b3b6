import { expect, test } from "vitest";
import { createHeld } from "./held.ts";

test("a bin holds as many as it may, and another bin still finds a place", () => {
  const held = createHeld({ perBin: 2, inAll: 3 });
  const first = held.enter("a");
  expect(held.enter("a")).not.toBeNull();
  expect(held.enter("a")).toBeNull();
  expect(held.enter("b")).not.toBeNull();
  expect(held.enter("c")).toBeNull();
  first?.();
  expect(held.enter("c")).not.toBeNull();
});

test("a place given back twice is one place", () => {
  const held = createHeld({ perBin: 1, inAll: 10 });
  const leave = held.enter("a");
  leave?.();
  leave?.();
  expect(held.enter("a")).not.toBeNull();
  expect(held.enter("a")).toBeNull();
});

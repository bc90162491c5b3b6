import { expect, test } from "vitest";
import { createHeld } from "./held.ts";

const room = (connections: number, bytes: number) => ({ connections, bytes });

test("a bin holds as many as it may, and another bin still finds a place", () => {
  const held = createHeld({ perBin: room(2, 0), inAll: room(3, 0) });
  const first = held.enter("a", 0);
  expect(held.enter("a", 0)).not.toBeNull();
  expect(held.enter("a", 0)).toBeNull();
  expect(held.enter("b", 0)).not.toBeNull();
  expect(held.enter("c", 0)).toBeNull();
  first?.();
  expect(held.enter("c", 0)).not.toBeNull();
});

test("the same for bytes that were made for those who wait; what shares its bytes still finds a place", () => {
  const held = createHeld({ perBin: room(9, 100), inAll: room(9, 150) });
  const first = held.enter("a", 100);
  expect(held.enter("a", 1)).toBeNull();
  expect(held.enter("a", 0)).not.toBeNull();
  expect(held.enter("b", 50)).not.toBeNull();
  expect(held.enter("c", 1)).toBeNull();
  first?.();
  expect(held.enter("c", 100)).not.toBeNull();
});

test("what waits behind another on its connection takes room for its bytes alone", () => {
  const held = createHeld({ perBin: room(1, 100), inAll: room(1, 100) });
  const waiting = held.enter("a", 0);
  const behind = held.enter("a", 60, 0);
  expect(held.enter("a", 60, 0)).toBeNull();
  waiting?.();
  expect(held.enter("a", 60)).toBeNull();
  behind?.();
  expect(held.enter("a", 100)).not.toBeNull();
});

test("a place given back twice is one place", () => {
  const held = createHeld({ perBin: room(1, 10), inAll: room(10, 10) });
  const leave = held.enter("a", 10);
  leave?.();
  leave?.();
  expect(held.enter("a", 10)).not.toBeNull();
  expect(held.enter("a", 0)).toBeNull();
});

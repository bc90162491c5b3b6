import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BusEvent } from "#lib/live/bus.ts";
import { createAnnouncer } from "./announcer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function announcing() {
  const said: BusEvent[] = [];
  return { said, ...createAnnouncer((event) => void said.push(event)) };
}

test("the first change is said at once, those that follow together", () => {
  const { said, changed } = announcing();
  changed("bin", { delivery: "a" });
  expect(said).toEqual([{ kind: "outbox", bin: "bin", deliveries: ["a"], replays: [], targets: [], more: false }]);
  changed("bin", { delivery: "b" });
  changed("bin", { delivery: "b", replay: "r" });
  changed("bin", { target: "t" });
  expect(said).toHaveLength(1);
  vi.advanceTimersByTime(100);
  expect(said[1]).toMatchObject({ deliveries: ["b"], replays: ["r"], targets: ["t"] });
  vi.advanceTimersByTime(1000);
  expect(said).toHaveLength(2);
  changed("bin", { delivery: "c" });
  expect(said).toHaveLength(3);
});

test("one busy bin does not hold up another", () => {
  const { said, changed } = announcing();
  changed("one", { delivery: "a" });
  changed("one", { delivery: "b" });
  changed("two", { delivery: "c" });
  expect(said.map(({ bin }) => bin)).toEqual(["one", "two"]);
});

test("more than a page shows is named in part, and says so", () => {
  const { said, changed } = announcing();
  for (let i = 0; i < 250; i += 1) changed("bin", { delivery: String(i) });
  vi.advanceTimersByTime(100);
  expect(said).toHaveLength(2);
  expect(said[1]).toMatchObject({ more: true });
  expect(said[1]?.kind === "outbox" && said[1].deliveries).toHaveLength(100);
});

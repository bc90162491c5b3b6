import { expect, test } from "vitest";
import { withBinRate } from "./bin-rate.ts";
import { enter } from "./lane.ts";
import { TARGET } from "./test-claimed.ts";

const NOW = 1_000_000;
const { lane } = TARGET;

test("a bin sends no more a minute than it may, whatever its targets would take", () => {
  const gate = withBinRate(enter, 120);
  let now = NOW;
  let sent = 0;
  while (now < NOW + 60_000) {
    const passage = gate(lane, 0, 5, now, 1);
    sent += passage.count;
    now = Math.max(now + 1, passage.nextAt ?? now);
  }
  expect(sent).toBeGreaterThanOrEqual(118);
  expect(sent).toBeLessThanOrEqual(121);
});

test("one bin's share is not another's", () => {
  const gate = withBinRate(enter, 60);
  expect(gate(lane, 0, 1, NOW, 1).count).toBe(1);
  expect(gate(lane, 0, 1, NOW, 1)).toMatchObject({ count: 0, nextAt: NOW + 1000 });
  expect(gate(lane, 0, 1, NOW, 2).count).toBe(1);
});

test("without a limit everything goes through", () => {
  expect(withBinRate(enter, 0)).toBe(enter);
});

test("what the target does not let in costs the bin nothing", () => {
  const gate = withBinRate(enter, 60);
  expect(gate(lane, lane.concurrency, 1, NOW, 1).count).toBe(0);
  expect(gate(lane, 0, 1, NOW, 1).count).toBe(1);
});

test("a clock that is set back by a day does not hold a bin up for a day, nor one of its targets", () => {
  const DAY = 86_400_000;
  const gate = withBinRate(enter, 60);
  const { lane: after } = gate({ ...lane, ratePerSecond: 2 }, 0, 1, NOW + DAY, 1);
  expect(gate({ ...lane, ratePerSecond: 2 }, 0, 1, NOW, 1).count).toBe(1);
  expect(gate({ ...lane, ratePerSecond: 2 }, 0, 1, NOW + 999, 1).count).toBe(0);
  expect(enter(after, 0, 1, NOW).count).toBe(1);
});

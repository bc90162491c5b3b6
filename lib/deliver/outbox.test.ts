import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Claimed } from "#lib/store/outbox.ts";
import { createOutbox, type OutboxUse } from "./outbox.ts";
import { claimedOf, finishedOf, TARGET } from "./test-claimed.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A store that gives out what waits, at most `places` of a target at once. */
function emptying(waiting: string[], changes: Partial<OutboxUse> = {}, places = 2) {
  let under = 0;
  const tried: string[] = [];
  const errors: unknown[] = [];
  const outbox = createOutbox({
    dueTargets: async () => (waiting.length > 0 ? [{ id: TARGET.id, binNo: 1 }] : []),
    claimDue: async (_target, { maxCount }) => {
      const ids = waiting.splice(0, Math.min(maxCount, places - under));
      under += ids.length;
      return { claimed: ids.map((id) => claimedOf(id)), nextAt: null };
    },
    gate: (lane) => ({ count: 1, lane, nextAt: null }),
    attempt: async (claimed) => {
      tried.push(claimed.id);
      return finishedOf(claimed.id);
    },
    record: async () => {
      under -= 1;
      return true;
    },
    lease: (now) => ({ by: "me", until: new Date(now + 1000) }),
    now: Date.now,
    onError: (error) => void errors.push(error),
    ...changes,
  });
  return { outbox, tried, errors, under: () => under };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe("the outbox worker", () => {
  test("goes on until nothing waits, with no more under way than the target takes", async () => {
    const { outbox, tried } = emptying(["a", "b", "c", "d", "e"]);
    outbox.wake(TARGET.id, 1);
    await settle();
    expect(tried).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("finds by polling what nobody woke it for", async () => {
    const { outbox, tried } = emptying(["a"]);
    await outbox.poll();
    await settle();
    expect(tried).toEqual(["a"]);
  });

  test("looks again when a retry is due", async () => {
    const waiting = ["a"];
    const times: number[] = [];
    const { outbox } = emptying(waiting, {
      attempt: async ({ id }) => {
        times.push(Date.now());
        if (times.length === 3) return finishedOf(id);
        setTimeout(() => waiting.push(id), 499);
        return finishedOf(id, { kind: "retry", at: Date.now() + 500 });
      },
    });
    outbox.wake(TARGET.id, 1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(times).toEqual([1_000_000, 1_000_500, 1_001_000]);
  });

  test("looks again when the target's rate lets the next one in", async () => {
    const asked: number[] = [];
    const { outbox } = emptying([], {
      claimDue: async () => {
        asked.push(Date.now());
        return { claimed: [], nextAt: asked.length === 1 ? Date.now() + 250 : null };
      },
    });
    outbox.wake(TARGET.id, 1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([1_000_000, 1_000_250]);
  });

  test("a target that is left alone for a minute has one alarm, however much comes to wait for it", async () => {
    let looked = 0;
    const { outbox } = emptying([], {
      claimDue: async () => {
        looked += 1;
        return { claimed: [], nextAt: looked <= 1000 ? 1_030_000 : null };
      },
    });
    for (let at = 0; at < 1000; at += 1) {
      outbox.wake(TARGET.id, 1);
      await settle();
    }
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(looked).toBe(1001);
  });

  test("of two times a target is looked at both", async () => {
    const asked: number[] = [];
    const times = [1_000_500, 1_000_200];
    const { outbox } = emptying([], {
      claimDue: async () => {
        asked.push(Date.now());
        return { claimed: [], nextAt: times.shift() ?? null };
      },
    });
    outbox.wake(TARGET.id, 1);
    await settle();
    outbox.wake(TARGET.id, 1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([1_000_000, 1_000_000, 1_000_200, 1_000_500]);
  });

  test("a bin whose targets never answer leaves places for the deliveries of others", async () => {
    const flying: string[] = [];
    const { outbox } = emptying([], {
      claimDue: async (target, { maxCount }) => ({
        claimed: Array.from({ length: maxCount }, () => claimedOf(target, { binNo: Number(target.split("/")[0]) })),
        nextAt: null,
      }),
      attempt: ({ id }) => {
        flying.push(id);
        return new Promise(() => undefined);
      },
    });
    const of = (bin: number) => flying.filter((id) => id.startsWith(`${bin}/`)).length;
    for (const bin of [1, 2, 3, 4]) {
      for (const target of ["a", "b", "c", "d"]) outbox.wake(`${bin}/${target}`, bin);
      await settle();
    }
    expect([1, 2, 3, 4].map(of)).toEqual([50, 25, 13, 6]);
  });

  test("a target that found no place is looked at when one is free", async () => {
    const ends: (() => void)[] = [];
    const tried: string[] = [];
    const { outbox } = emptying([], {
      claimDue: async (target, { maxCount }) => ({
        claimed: tried.includes("late") ? [] : Array.from({ length: maxCount }, () => claimedOf(target)),
        nextAt: null,
      }),
      attempt: ({ id }) => {
        tried.push(id);
        return new Promise((resolve) => ends.push(() => resolve(finishedOf(id))));
      },
    });
    outbox.wake("early", 1);
    await settle();
    outbox.wake("late", 1);
    await settle();
    expect(tried).toEqual(Array.from({ length: 50 }, () => "early"));
    for (const end of ends.slice(0, 2)) {
      end();
      await settle();
    }
    expect(tried).toContain("late");
  });

  test("goes on with others when one attempt goes wrong inside", async () => {
    const { outbox, tried, errors } = emptying(
      ["a", "b"],
      { attempt: async ({ id }) => (id === "a" ? Promise.reject(new Error("bug")) : finishedOf(id)) },
      5,
    );
    outbox.wake(TARGET.id, 1);
    await settle();
    expect(errors).toHaveLength(1);
    expect(tried).toEqual([]);
    await outbox.stop(0);
  });

  test("when it is stopped claims no more, waits for what is under way, and ends it when that takes too long", async () => {
    const waiting = ["a", "b", "c"];
    const ended: string[] = [];
    const recorded: string[] = [];
    const { outbox } = emptying(waiting, {
      attempt: (claimed: Claimed, signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => {
            ended.push(claimed.id);
            resolve(null);
          });
          if (claimed.id === "a") setTimeout(() => resolve(finishedOf("a")), 1000);
        }),
      record: async ({ claimed }) => {
        recorded.push(claimed.id);
        return true;
      },
    });
    outbox.wake(TARGET.id, 1);
    await settle();
    const stopped = outbox.stop(5000);
    await vi.advanceTimersByTimeAsync(5000);
    await stopped;
    expect(recorded).toEqual(["a"]);
    expect(ended).toContain("b");
    expect(waiting).toEqual(["c"]);
    outbox.wake(TARGET.id, 1);
    await settle();
    expect(waiting).toEqual(["c"]);
  });
});

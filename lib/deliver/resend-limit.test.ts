import { expect, test } from "vitest";
import { createResendLimit, RESEND_LIMITS } from "./resend-limit.ts";

const small = { perMinute: 60, burst: 3, atOncePerOwner: 10, atOnce: 20 };

test("a burst passes, the rest is told how long to wait, and the share comes back with time", () => {
  const limit = createResendLimit(small);
  for (let at = 0; at < 3; at += 1) {
    const entry = limit.enter("a", 0);
    if (entry.kind === "entered") entry.leave();
    expect(entry.kind).toBe("entered");
  }
  expect(limit.enter("a", 0)).toEqual({ kind: "limited", retryAfterMs: 1000 });
  expect(limit.enter("a", 600)).toEqual({ kind: "limited", retryAfterMs: 400 });
  expect(limit.enter("a", 1000).kind).toBe("entered");
  expect(limit.enter("a", 1000).kind).toBe("limited");
});

test("owners do not share", () => {
  const limit = createResendLimit({ ...small, burst: 1 });
  expect(limit.enter("a", 0).kind).toBe("entered");
  expect(limit.enter("a", 0).kind).toBe("limited");
  expect(limit.enter("b", 0).kind).toBe("entered");
});

test("slow targets hold places: per owner, and in all", () => {
  const limit = createResendLimit({ perMinute: 6000, burst: 100, atOncePerOwner: 2, atOnce: 3 });
  const first = limit.enter("a", 0);
  limit.enter("a", 0);
  expect(limit.enter("a", 0)).toEqual({ kind: "limited", retryAfterMs: 1000 });
  expect(limit.enter("b", 0).kind).toBe("entered");
  expect(limit.enter("c", 0).kind).toBe("limited");
  if (first.kind !== "entered") throw new Error("expected a place");
  first.leave();
  first.leave();
  expect(limit.enter("c", 0).kind).toBe("entered");
  expect(limit.enter("d", 0).kind).toBe("limited");
});

test("a thousand calls in a second: what passes is bounded, and idle owners are forgotten without being forgiven", () => {
  const limit = createResendLimit();
  let passed = 0;
  for (let at = 0; at < 1000; at += 1) {
    const entry = limit.enter("a", at);
    if (entry.kind !== "entered") continue;
    passed += 1;
    entry.leave();
  }
  expect(passed).toBeGreaterThanOrEqual(RESEND_LIMITS.burst);
  expect(passed).toBeLessThanOrEqual(RESEND_LIMITS.burst + 5);
  expect(limit.enter("b", 61_000).kind).toBe("entered");
  for (let at = 0; at < RESEND_LIMITS.burst; at += 1) {
    const entry = limit.enter("a", 61_000);
    if (entry.kind === "entered") entry.leave();
  }
  expect(limit.enter("a", 61_000).kind).toBe("limited");
});

import { expect, test } from "vitest";
import { conditionsSchema } from "#lib/model/condition.ts";
import { compileFilter } from "./conditions.ts";
import { factsOf } from "./message.ts";
import { patternTest } from "./pattern.ts";
import { messageOf } from "./test-message.ts";

/** Behind a pattern: whoever reads that far says that it cannot be read. */
const UNREADABLE = "(";

test.each([[".{1000}".repeat(70)], [".{0,1000}".repeat(50)], ["\\\\x{1001}"], ["(?:[^,]*,){1001}"]])(
  "%s is refused, without reading what it repeats",
  (pattern) => {
    expect(() => patternTest(pattern + UNREADABLE, false)).toThrow(/too large: at most 1000 steps/);
  },
);

test("repeats of repeats are refused too, although each is small", () => {
  expect(() => patternTest("(?:(?:(?:xy{10}){10}){10})", false)).toThrow(/too large: at most 1000 steps/);
});

test.each([
  ["[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id 01234567-89ab-cdef-0123-456789abcdef"],
  ["^[\\w.+-]{1,64}@[\\w-]{1,63}(\\.\\w+)+$", "a.b+c@example.co.uk"],
  ["\\x{1000}", "\u1000"],
])("%s is read", (pattern, text) => {
  expect(patternTest(pattern, false).test(text)).toBe(true);
  expect(patternTest(pattern, false).test("-")).toBe(false);
});

test.each([["^\\p{L}{900}$"], ["^(?:\\p{L}\\P{L}){400}$"], ["^(?:[^a]){900}$"]])(
  "%s, with both its ends, is read in a moment",
  (pattern) => {
    const began = performance.now();
    for (let i = 0; i < 50; i += 1) patternTest(pattern, false);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(patternTest("^\\p{L}{3}$", false).test("caf")).toBe(true);
    expect(patternTest("^\\p{L}{3}$", false).test("caff")).toBe(false);
  },
);

test.each([
  ["(", "missing closing ): `(`"],
  ["a)", "unexpected ): `a)`"],
  ["*a", "missing argument to repetition operator: `*`"],
  ["{2}", "missing argument to repetition operator: `{2}`"],
])("%s is told as it was written", (pattern, message) => {
  expect(() => patternTest(pattern, false)).toThrow(message);
});

test("tables of characters are counted, whatever the pattern's length", () => {
  expect(patternTest("\\p{L}".repeat(20), false).test("a".repeat(20))).toBe(true);
  expect(() => patternTest("\\p{L}".repeat(21), false)).toThrow(/at most 20 times/);
  expect(patternTest("\\\\p".repeat(21), false).test("\\p".repeat(21))).toBe(true);
});

test("as many of the slowest patterns as conditions may hold cost one message what it has to spend, seconds at most", () => {
  const value = "(?:[a-z]?){450}[A-Z]";
  const condition = { field: "body", operator: "matches", value, not: true };
  const isWanted = compileFilter(conditionsSchema.parse(Array.from({ length: 20 }, () => condition)));
  const facts = factsOf(messageOf({ body: "abcdefgh".repeat(131_072) }));
  const began = performance.now();
  expect(isWanted(facts)).toBe(false);
  expect(facts.work.left).toBeLessThan(0);
  expect(performance.now() - began).toBeLessThan(10_000);
});

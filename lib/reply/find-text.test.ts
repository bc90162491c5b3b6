import fc from "fast-check";
import { expect, test } from "vitest";
import { findText } from "./find-text.ts";

test("finds what indexOf finds, also where it looks by itself", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });
  const long = "ab".repeat(3_000_000);
  fc.assert(
    fc.property(text, text, fc.nat(12), (before, wanted, from) => {
      expect(findText(before, wanted, from)).toBe(before.indexOf(wanted, from));
      const whole = `${before}${long}`;
      const odd = `${wanted}bb${wanted}`;
      expect(findText(`${whole}${odd}`, odd, from)).toBe(`${whole}${odd}`.indexOf(odd, from));
    }),
    { numRuns: 10 },
  );
});

test("a value that the platform's search is slow for takes no longer than another", () => {
  const text = "a".repeat(1024 * 1024);
  const started = performance.now();
  for (let i = 0; i < 30; i += 1) expect(findText(text, `${"a".repeat(1000)}b${"a".repeat(999)}`)).toBe(-1);
  expect(performance.now() - started).toBeLessThan(3000);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareLines } from "./compare-lines.ts";

const told = (before: string, after: string) =>
  compareLines(before, after).hunks.map(({ beforeLine, afterLine, lines }) => [
    beforeLine,
    afterLine,
    lines.map(({ kind, text }) => ({ same: " ", added: "+", removed: "-" })[kind] + text).join(","),
  ]);

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `line ${i + 1}`);

test("changed lines stand with three around them", () => {
  const before = numbered(20);
  const after = before.with(9, "another");
  expect(told(before.join("\n"), after.join("\r\n"))).toEqual([
    [7, 7, " line 7, line 8, line 9,-line 10,+another, line 11, line 12, line 13"],
  ]);
});

test("changes far apart are apart, with their own numbers", () => {
  const before = numbered(30);
  const after = ["new", ...before.toSpliced(24, 1)];
  expect(told(before.join("\n"), after.join("\n"))).toEqual([
    [1, 1, "+new, line 1, line 2, line 3"],
    [22, 23, " line 22, line 23, line 24,-line 25, line 26, line 27, line 28"],
  ]);
});

test("the same text has no hunks", () => {
  expect(compareLines("a\nb", "a\nb")).toEqual({ hunks: [], exact: true, more: false });
});

test("any two texts: the hunks lead from one to the other", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 25 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { hunks } = compareLines(before.join("\n"), after.join("\n"));
      const result = [...(before.length === 0 ? [""] : before)];
      for (const { afterLine, lines } of hunks) {
        const was = lines.filter(({ kind }) => kind !== "added").map((line) => line.text);
        const is = lines.filter(({ kind }) => kind !== "removed").map((line) => line.text);
        expect(result.slice(afterLine - 1, afterLine - 1 + was.length)).toEqual(was);
        result.splice(afterLine - 1, was.length, ...is);
      }
      expect(result.join("\n")).toBe(after.join("\n"));
    }),
  );
});

describe("what is too different or too long", () => {
  test("stands as one block each, and is cut", () => {
    const before = numbered(3000).join("\n");
    const after = numbered(3000)
      .map((line) => `other ${line}`)
      .join("\n");
    const difference = compareLines(before, after);
    expect(difference).toMatchObject({ exact: false, more: true });
    expect(difference.hunks[0]?.lines).toHaveLength(4000);
  });

  test("has its lines cut", () => {
    const [hunk] = compareLines("a".repeat(9000), "b").hunks;
    expect(hunk?.lines[0]?.text).toHaveLength(2000);
  });
});

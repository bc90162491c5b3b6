import fc from "fast-check";
import { expect, test } from "vitest";
import type { Span } from "./highlight-line.ts";
import { type Mark, markSpans } from "./mark-spans.ts";

const spans: Span[] = [
  { text: '"paid"', role: "name" },
  { text: ": ", role: "plain" },
  { text: "true", role: "word" },
];

test("a mark may lie inside of one piece or run over several, which keep their colours", () => {
  const marks: Mark[] = [
    { start: 1, end: 3, isCurrent: false },
    { start: 5, end: 10, isCurrent: true },
  ];
  expect(markSpans(spans, marks)).toEqual([
    { text: '"', role: "name", mark: null },
    { text: "pa", role: "name", mark: "found" },
    { text: "id", role: "name", mark: null },
    { text: '"', role: "name", mark: "current" },
    { text: ": ", role: "plain", mark: "current" },
    { text: "tr", role: "word", mark: "current" },
    { text: "ue", role: "word", mark: null },
  ]);
});

test("without marks pieces are as they were", () => {
  expect(markSpans(spans, [])).toEqual(spans.map((span) => ({ ...span, mark: null })));
});

test("whatever is marked, the line stays the same and exactly that is marked", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(14), { maxLength: 10 }), (edges) => {
      const sorted = edges.sort((one, other) => one - other);
      const marks: Mark[] = [];
      for (let at = 0; at + 1 < sorted.length; at += 2) {
        marks.push({ start: sorted[at] ?? 0, end: sorted[at + 1] ?? 0, isCurrent: false });
      }
      const line = spans.map(({ text }) => text).join("");
      const pieces = markSpans(spans, marks);
      expect(pieces.map(({ text }) => text).join("")).toBe(line);
      const marked = pieces.flatMap(({ text, mark }) => Array<boolean>(text.length).fill(mark !== null));
      const wanted = [...line].map((_, at) => marks.some(({ start, end }) => at >= start && at < end));
      expect(marked).toEqual(wanted);
    }),
  );
});

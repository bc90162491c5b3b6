import { expect, test } from "vitest";
import { besideEachOther } from "./side-lines.ts";

test("what was removed stands beside what came in its place", () => {
  const rows = besideEachOther([
    { kind: "same", text: "a" },
    { kind: "removed", text: "b" },
    { kind: "removed", text: "c" },
    { kind: "added", text: "B" },
    { kind: "same", text: "d" },
    { kind: "added", text: "e" },
  ]);
  expect(rows).toEqual([{ same: "a" }, { before: "b", after: "B" }, { before: "c" }, { same: "d" }, { after: "e" }]);
});

test("nothing gives no rows", () => {
  expect(besideEachOther([])).toEqual([]);
});

import { expect, test } from "vitest";
import type { Summary } from "#lib/model/capture.ts";
import { neighbourOf, rowAt } from "./step.ts";

const row = (seq: number): Summary => ({
  ...{ seq, id: `id-${seq}`, kind: "message", receivedAt: "2026-01-01T00:00:00.000Z", method: "POST", target: "/b" },
  ...{
    path: "/b",
    contentType: null,
    bodyBytes: 0,
    remoteIp: "127.0.0.1",
    userAgent: null,
    replyStatus: 200,
    preview: null,
  },
});
const rows = [9, 7, 4, 2].map(row);
const at = (selected: number | null, by: number) => rowAt(rows, selected, by)?.seq;

test("steps go from row to row and end at the ends", () => {
  expect(at(7, 1)).toBe(4);
  expect(at(7, -1)).toBe(9);
  expect(at(2, 1)).toBe(2);
  expect(at(9, -5)).toBe(9);
  expect(at(7, 100)).toBe(2);
});

test("where the selected one is gone, steps go on from its place", () => {
  expect(at(5, 1)).toBe(4);
  expect(at(5, -1)).toBe(7);
  expect(at(1, 1)).toBe(2);
  expect(at(1, -1)).toBe(2);
  expect(at(12, 1)).toBe(9);
});

test("with none selected the first step is onto the newest", () => {
  expect(at(null, 1)).toBe(9);
  expect(at(null, -1)).toBe(9);
  expect(rowAt([], 5, 1)).toBeUndefined();
});

test("the next older one takes the place of one that goes, also of one that is not listed", () => {
  expect(neighbourOf(rows, 7)?.seq).toBe(4);
  expect(neighbourOf(rows, 2)?.seq).toBe(4);
  expect(neighbourOf(rows, 5)?.seq).toBe(4);
  expect(neighbourOf([], 5)).toBeUndefined();
});

import { expect, test } from "vitest";
import type { Forward } from "#lib/model/forward.ts";
import { newForwardSchema } from "#lib/model/forward.ts";
import { draftOf, settingsOf } from "./forward-draft.ts";

const forward: Forward = {
  id: "0190d5f0-0000-7000-8000-000000000001",
  target: "0190d5f0-0000-7000-8000-000000000002",
  enabled: true,
  appendPath: false,
  appendQuery: true,
  addHeaders: [["X-A", "1"]],
  dropHeaders: ["Cookie", "X-B"],
  conditions: [
    { field: "json", path: "/live", operator: "equals", value: true },
    { field: "path", operator: "glob", value: "/orders/**" },
    { field: "method", operator: "equals", value: "POST" },
  ],
  retry: { kind: "list", delaysMs: [1000, 90_000] },
  answerWithinMs: 2500,
  createdAt: "2026-01-01T00:00:00.000Z",
  cursor: 0,
  missed: 0,
};

test("a forward that is opened and saved unchanged stays what it was", () => {
  const result = settingsOf(draftOf(forward, ""));
  const { appendPath, appendQuery, addHeaders, dropHeaders, conditions, retry, answerWithinMs } = forward;
  expect("settings" in result && newForwardSchema.parse({ target: forward.target, ...result.settings })).toMatchObject({
    ...{ appendPath, appendQuery, addHeaders, dropHeaders, retry, answerWithinMs, conditions },
  });
});

test("a new forward has the defaults of the API", () => {
  const result = settingsOf(draftOf(null, forward.target));
  expect("settings" in result && newForwardSchema.parse({ target: forward.target, ...result.settings })).toEqual(
    newForwardSchema.parse({ target: forward.target }),
  );
});

test("what cannot be read is told by field", () => {
  const draft = { ...draftOf(null, ""), retry: "list" as const, delays: "soon", answers: true, answerWithin: "x" };
  const result = settingsOf(draft);
  expect("problems" in result && result.problems.map(({ path }) => path)).toEqual(["retry.delaysMs", "answerWithinMs"]);
  const exponential = settingsOf({
    ...draftOf(null, ""),
    retry: "exponential",
    retries: "many",
    first: "",
    longest: "",
  });
  expect("problems" in exponential && exponential.problems.map(({ path }) => path)).toEqual([
    "retry.retries",
    "retry.firstMs",
    "retry.maxMs",
  ]);
});

import { expect, test } from "vitest";
import { newTargetSchema, type Target } from "#lib/model/target.ts";
import { losesSecrets, targetDraftOf, targetOf } from "./target-draft.ts";

const target: Target = {
  id: "t",
  name: "staging",
  url: "https://staging.example/hooks",
  headers: [
    { name: "X-Env", value: "staging", secret: false },
    { name: "Authorization", value: null, secret: true },
  ],
  concurrency: 3,
  ratePerSecond: 0.5,
  circuit: { state: "closed", failures: 0, openUntil: null },
  createdAt: "2026-01-01T00:00:00.000Z",
};

test("a target saved unchanged keeps everything, its secret without telling it", () => {
  expect(targetOf(targetDraftOf(target))).toEqual({
    name: "staging",
    url: "https://staging.example/hooks",
    headers: [
      { name: "X-Env", value: "staging", secret: false },
      { name: "Authorization", secret: true },
    ],
    concurrency: 3,
    ratePerSecond: 0.5,
  });
});

test("a secret that becomes an open header has to be typed: its value is not kept", () => {
  const draft = targetDraftOf(target);
  const headers = draft.headers.map((header) => ({ ...header, secret: false }));
  expect(targetOf({ ...draft, headers }).headers?.[1]).toEqual({ name: "Authorization", secret: false, value: "" });
});

test("a new target has the defaults of the API, and empty rows are left out", () => {
  const draft = { ...targetDraftOf(null), name: "n", url: "http://127.0.0.1:1/" };
  const headers = [
    { name: "", value: "", secret: false, kept: false },
    { name: "X-A", value: "1", secret: true, kept: false },
  ];
  expect(newTargetSchema.parse(targetOf({ ...draft, headers }))).toEqual(
    newTargetSchema.parse({ name: "n", url: draft.url, headers: [{ name: "X-A", value: "1", secret: true }] }),
  );
});

test("secrets are lost with the origin, not with the path", () => {
  const draft = targetDraftOf(target);
  expect(losesSecrets(target, { ...draft, url: "https://staging.example/other" })).toBe(false);
  expect(losesSecrets(target, { ...draft, url: "https://production.example/hooks" })).toBe(true);
});

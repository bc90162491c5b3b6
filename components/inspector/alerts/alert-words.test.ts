import { expect, test } from "vitest";
import type { Summary } from "#lib/model/capture.ts";
import { alertWords } from "./alert-words.ts";

const bin = { id: "b", name: "Orders" };
const newest = { method: "POST", target: "/b/hook?x=1", replyStatus: 404 } as Summary;

test("one capture is named, many are counted", () => {
  expect(alertWords(bin, 1, newest)).toEqual({ title: "New capture in Orders", body: "POST /hook?x=1, answered 404" });
  expect(alertWords(bin, 1200, { ...newest, replyStatus: 0 })).toEqual({
    title: "1,200 new captures in Orders",
    body: "The newest: POST /hook?x=1, no reply sent",
  });
  expect(alertWords(bin, 2, null)).toEqual({ title: "2 new captures in Orders", body: "" });
});

test("what a sender wrote stays short", () => {
  const long = { ...newest, method: "M".repeat(500), target: `/b/${"x".repeat(5000)}` };
  expect(alertWords(bin, 1, long).body.length).toBeLessThan(140);
});

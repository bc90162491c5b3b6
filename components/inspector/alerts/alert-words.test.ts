import { expect, test } from "vitest";
import type { Summary } from "#lib/model/capture.ts";
import { alertWords, spokenWords } from "./alert-words.ts";

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

test("spoken, it is one sentence, also when the newest is not known", () => {
  expect(spokenWords("b", 1, newest)).toBe("New capture: POST /hook?x=1, answered 404");
  expect(spokenWords("b", 1200, newest)).toBe("1,200 new captures, the newest POST /hook?x=1, answered 404");
  expect(spokenWords("b", 1, null)).toBe("New capture");
  expect(spokenWords("b", 12, null)).toBe("12 new captures");
});

test("what a sender wrote stays short", () => {
  const long = { ...newest, method: "M".repeat(500), target: `/b/${"x".repeat(5000)}` };
  expect(alertWords(bin, 1, long).body.length).toBeLessThan(140);
  expect(spokenWords("b", 1, long).length).toBeLessThan(140);
});

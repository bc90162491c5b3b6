import { expect, test } from "vitest";
import type { Pairs } from "#lib/http/pairs.ts";
import { storedBody } from "./reply-body.ts";
import { splitReplyFacts, withMoreDelay, withReplyFacts, withTook } from "./reply-facts.ts";

const headers: Pairs = [["X-A", "1"]];

test("a reply without facts is stored as its headers alone", () => {
  expect(withReplyFacts(headers, { delayMs: 0 })).toBe('[["X-A","1"]]');
  expect(splitReplyFacts(headers)).toEqual({ headers, facts: {} });
});

test("facts come back as they went in", () => {
  const facts = { delayMs: 1500, fault: "drip", step: "2/3" };
  expect(splitReplyFacts(JSON.parse(withReplyFacts(headers, facts)))).toEqual({ headers, facts });
});

test("how long it took is put in front without parsing, and counts the delay", () => {
  expect(splitReplyFacts(JSON.parse(withTook("[]", 3.6)))).toEqual({ headers: [], facts: { tookMs: 4 } });
  const stored = withTook(withReplyFacts(headers, { delayMs: 1500, step: "1/2" }), 20.2);
  const facts = { tookMs: 1520, delayMs: 1500, step: "1/2" };
  expect(splitReplyFacts(JSON.parse(stored))).toEqual({ headers, facts });
});

test("what took no time that shows took a millisecond", () => {
  expect(splitReplyFacts(JSON.parse(withTook("[]", 0.01))).facts).toEqual({ tookMs: 1 });
});

test("a reply that waited longer keeps its body", () => {
  const stored = withTook(
    withMoreDelay(withReplyFacts(headers, { delayMs: 10 }, storedBody(new TextEncoder().encode("done"))), 300),
    5,
  );
  const body = { encoding: "utf8", data: "done", bytes: 4 };
  expect(splitReplyFacts(JSON.parse(stored))).toEqual({ headers, facts: { tookMs: 315, delayMs: 310, body } });
});

import { expect, test } from "vitest";
import type { Pairs } from "#lib/http/pairs.ts";
import { splitReplyFacts, withReplyFacts } from "./reply-facts.ts";

const headers: Pairs = [["X-A", "1"]];

test("a reply without facts is stored as its headers alone", () => {
  expect(withReplyFacts(headers, { delayMs: 0 })).toBe('[["X-A","1"]]');
  expect(splitReplyFacts(headers)).toEqual({ headers, facts: {} });
});

test("facts come back as they went in", () => {
  const facts = { delayMs: 1500, fault: "drip", step: "2/3" };
  expect(splitReplyFacts(JSON.parse(withReplyFacts(headers, facts)))).toEqual({ headers, facts });
});

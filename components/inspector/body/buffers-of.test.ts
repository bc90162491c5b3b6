import { expect, test } from "vitest";
import { renderView } from "#lib/views/registry.ts";
import { buffersOf } from "./buffers-of.ts";

const answer = (text: string, contentType: string) => {
  const bytes = new TextEncoder().encode(text);
  return { rendered: renderView({ bytes, contentType }), bytes, layers: [], decodeProblem: null, isCut: false };
};

test.each([
  ["a tree", '{"a":[1,2]}', "application/json", 11],
  ["a text", "hello", "text/plain", 1],
  [
    "trees in the fields of a form",
    "one=%5B1%5D&two=%7B%22a%22%3A1%7D&three=3",
    "application/x-www-form-urlencoded",
    21,
  ],
  [
    "a tree in a part",
    '--b\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: application/json\r\n\r\n[1]\r\n--b--\r\n',
    "multipart/form-data; boundary=b",
    11,
  ],
])("the memory of %s changes hands, and the page has all of it", (_, text, contentType, count) => {
  const made = answer(text, contentType);
  const before = structuredClone(made);
  const buffers = buffersOf(made);
  expect(buffers).toHaveLength(count);
  expect(structuredClone(made, { transfer: buffers })).toEqual(before);
  expect(made.bytes).toHaveLength(0);
});

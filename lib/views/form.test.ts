import { expect, test } from "vitest";
import { form } from "./form.ts";
import { renderView } from "./registry.ts";
import { DEFAULT_LIMITS, type ViewResult } from "./view.ts";

const TYPE = "application/x-www-form-urlencoded";
const context = { limits: DEFAULT_LIMITS, nested: () => null };
const fieldsOf = (result: ViewResult) => (result.kind === "pairs" ? result.fields : []);
const show = (body: string) => renderView({ bytes: new TextEncoder().encode(body), contentType: TYPE });

test("fields keep order and repeats", () => {
  const { view, result } = show("b=2&a=1+%C3%A9&b=%zz&flag");
  expect(view).toBe("form");
  expect(fieldsOf(result).map(({ name, value }) => [name, value])).toEqual([
    ["b", "2"],
    ["a", "1 é"],
    ["b", "%zz"],
    ["flag", ""],
  ]);
});

test("JSON in a field is a tree of its own", () => {
  const [payload, text] = fieldsOf(
    show(`payload=${encodeURIComponent('{"type":"block_actions"}')}&text=%7Bnot`).result,
  );
  expect(payload?.nested).toMatchObject({ kind: "tree" });
  expect(text?.nested).toBeNull();
});

test("JSON that was sent as a form by mistake shows as JSON", () => {
  expect(show('{"a":"b=c"}').view).toBe("json");
});

test("too many fields are cut with a warning", () => {
  const bytes = new TextEncoder().encode("a=1&b=2&c=3&d=4");
  const result = form.render({ bytes, contentType: TYPE }, { ...context, limits: { ...DEFAULT_LIMITS, maxPairs: 2 } });
  expect(fieldsOf(result).map(({ name }) => name)).toEqual(["a", "b"]);
  expect(result.warnings).toEqual(["2 more fields are not shown"]);
});

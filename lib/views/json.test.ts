import { describe, expect, test } from "vitest";
import { json, looksLikeJson } from "./json.ts";
import { renderView } from "./registry.ts";
import { valueText } from "./tree.ts";
import { DEFAULT_LIMITS } from "./view.ts";

const utf8 = (value: string) => new TextEncoder().encode(value);
const input = (body: string, contentType: string | null) => ({ bytes: utf8(body), contentType });

describe("JSON is chosen", () => {
  test.each([
    ["application/json"],
    ["application/vnd.github+json; charset=utf-8"],
    ["text/plain; charset=UTF-8"],
    ["application/x-www-form-urlencoded"],
    ["application/octet-stream"],
    [null],
  ])("for an object sent as %s", (type) => {
    const rendered = renderView(input('{"id":12345678901234567890}', type));
    expect(rendered.view).toBe("json");
    if (rendered.result.kind !== "tree") throw new Error(rendered.result.kind);
    expect(valueText(rendered.result.tree, 1)).toBe("12345678901234567890");
  });

  test("not for text that only begins like it", () => {
    expect(looksLikeJson(utf8("[x] done"))).toBe(false);
    expect(looksLikeJson(utf8("{% if %}"))).toBe(false);
    expect(looksLikeJson(utf8("[1, 2]"))).toBe(true);
    expect(renderView(input("[x] done", "text/plain")).view).toBe("text");
  });
});

test("what is called JSON and is not shows as text, with the place", () => {
  const rendered = renderView(input('{"a": }', "application/json"));
  expect(rendered.view).toBe("text");
  expect(rendered.problem).toBe("Not shown as JSON: Expected a value at line 1, column 7");
  expect(rendered.choices.map(({ name }) => name)).toContain("hex");
});

test("chosen by hand it reports its error", () => {
  const rendered = renderView(input("nope", "text/plain"), { view: "json" });
  expect(rendered).toMatchObject({
    view: "json",
    result: { kind: "empty" },
    problem: expect.stringContaining("Expected"),
  });
});

test("as text it is indented, tokens as they were", () => {
  const rendered = renderView(input('{"a":1.0,"a":[]}', "application/json"), { view: "json-text" });
  expect(rendered.result).toMatchObject({ kind: "text", language: "json", text: '{\n  "a": 1.0,\n  "a": []\n}' });
});

test("other charsets and a byte order mark are read", () => {
  const utf16 = Uint8Array.from([0xff, 0xfe, ...[..."[1]"].flatMap((char) => [char.charCodeAt(0), 0])]);
  expect(renderView({ bytes: utf16, contentType: "application/json" }).result.kind).toBe("tree");
});

test("too many values end the tree with a warning", () => {
  const context = { limits: { ...DEFAULT_LIMITS, maxNodes: 3 }, nested: () => null };
  const result = json.render(input("[1,2,3,4]", "application/json"), context);
  expect(result.warnings).toEqual(["Only the first 3 values are in this tree"]);
});

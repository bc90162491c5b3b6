import { describe, expect, test } from "vitest";
import { renderView, viewChoices } from "./registry.ts";

const utf8 = (value: string) => new TextEncoder().encode(value);

test("the best view is chosen and the rest can be chosen by hand", () => {
  const rendered = renderView({ bytes: utf8("{}"), contentType: "application/json" });
  expect(rendered.view).toBe(rendered.choices[0]?.name);
  expect(rendered.choices.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["json", "json-text", "text", "hex"]),
  );
  expect(rendered.choices.map(({ name }) => name)).not.toContain("image");
  expect(viewChoices({ bytes: new Uint8Array([0]), contentType: null })[0]?.name).toBe("hex");
});

test("an empty body needs no view", () => {
  expect(renderView({ bytes: new Uint8Array(), contentType: "application/json" })).toEqual({
    view: "empty",
    result: { kind: "empty", warnings: [] },
    choices: [],
    problem: null,
  });
});

test("a best view that fails gives way to text and says why; one chosen by hand does not", () => {
  const broken = { bytes: utf8("{,}"), contentType: "application/json" };
  expect(renderView(broken)).toMatchObject({ view: "text", problem: expect.stringMatching(/^Not shown as JSON: /) });
  expect(renderView(broken, { view: "json" })).toMatchObject({
    view: "json",
    result: { kind: "empty" },
    problem: expect.stringMatching(/^JSON: /),
  });
});

test.each([
  ["bytes that are no UTF-8", [0x7b, 0xff, 0xfe, 0xc0]],
  ["a NUL", [...utf8(`{${" ".repeat(5000)}`), 0]],
])("%s: no text, so hex", (_, bytes) => {
  const rendered = renderView({ bytes: new Uint8Array(bytes), contentType: "application/json" });
  expect(rendered).toMatchObject({ view: "hex", problem: expect.stringMatching(/^Not shown as JSON: /) });
});

describe("a body that was cut", () => {
  const cut = (body: Uint8Array) => ({ bytes: body, contentType: "application/json", isCut: true });
  const whole = utf8('{"a":[1,true,"\\u00e9é€"],"b":null}');

  test("is text at every place, and nobody is told of an error at the cut", () => {
    for (let end = 1; end < whole.length; end += 1) {
      expect(renderView(cut(whole.subarray(0, end)))).toMatchObject({
        view: "text",
        problem: "Not shown as JSON: only the first part of it is here.",
      });
    }
  });

  test("that was broken before says where", () => {
    expect(renderView(cut(utf8('{"a": } and more'))).problem).toBe(
      "Not shown as JSON: Expected a value at line 1, column 7",
    );
  });
});

test("a view that does not exist is a problem, not an exception", () => {
  expect(renderView({ bytes: utf8("x"), contentType: null }, { view: "__proto__" }).problem).toBe(
    "There is no such view",
  );
});

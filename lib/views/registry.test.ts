import { expect, test } from "vitest";
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

test("a best view that fails gives way to hex and says why; one chosen by hand does not", () => {
  const broken = { bytes: utf8("{,}"), contentType: "application/json" };
  expect(renderView(broken)).toMatchObject({ view: "hex", problem: expect.stringMatching(/^Not shown as JSON: /) });
  expect(renderView(broken, { view: "json" })).toMatchObject({
    view: "json",
    result: { kind: "empty" },
    problem: expect.stringMatching(/^JSON: /),
  });
});

test("a view that does not exist is a problem, not an exception", () => {
  expect(renderView({ bytes: utf8("x"), contentType: null }, { view: "__proto__" }).problem).toBe(
    "There is no such view",
  );
});

import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DesignPage } from "./design-page.tsx";
import { COLOURS, MOTIONS, RADII, SHADOWS, TEXT_SIZES } from "./tokens.ts";

const styles = readFileSync("app/globals.css", "utf8");

/** The tokens of one kind, in the order in which the theme declares them. */
function declared(kind: string): string[] {
  const names = [...styles.matchAll(new RegExp(`^  --${kind}-([a-z0-9-]+):`, "gm"))].map(([, name]) => name ?? "");
  return [...new Set(names)].filter((name) => !name.includes("--"));
}

test("the design page shows every token there is, and no other", () => {
  const colours = declared("color").filter((name) => !["transparent", "current"].includes(name));
  expect(COLOURS.flatMap(({ names }) => names).toSorted()).toEqual(colours.toSorted());
  expect([...TEXT_SIZES]).toEqual(declared("text"));
  expect([...RADII]).toEqual(declared("radius"));
  expect([...SHADOWS]).toEqual(declared("shadow"));
  expect(MOTIONS.map(({ name }) => name)).toEqual(declared("animate"));
});

test("the design page draws every token by its name", () => {
  const drawn = renderToStaticMarkup(createElement(DesignPage));
  const names = [...COLOURS.flatMap((group) => group.names), ...TEXT_SIZES, ...MOTIONS.map(({ name }) => name)];
  for (const name of names) expect(drawn).toMatch(new RegExp(`<code[^>]*>${name}</code>`));
  for (const name of RADII) expect(drawn).toContain(`radius ${name}</figcaption>`);
  for (const name of SHADOWS) expect(drawn).toContain(`shadow ${name}</figcaption>`);
});

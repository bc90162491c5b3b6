import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { contrast, distance, EYES, fromOklch, isShown, type Light } from "./colour-sight.ts";
import { DesignPage } from "./design-page.tsx";
import { COLOURS, MOTIONS, RADII, SHADOWS, SPACES, TEXT_SIZES } from "./tokens.ts";

const styles = readFileSync("app/globals.css", "utf8");

const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/** What methods, statuses, kinds of capture, states of a delivery and a document's values are drawn in, beside each other. */
const TONES = ["good", "info", "warn", "bad", "violet", "soft"];
const TEXTS = [...TONES, "ink", "faint"];
/** What text lies on; a tone lies on its own wash as well. */
const GROUNDS = ["canvas", "surface", "raised", "sunken", "hover", "selected"];
/** In OKLab: what the eye tells apart at a glance where colours do not touch. */
const LEAST_DISTANCE = 0.06;
/** WCAG 2.2, 1.4.3 Contrast (Minimum). */
const LEAST_CONTRAST = 4.5;

/** A token's lightness, chroma and hue. One that is no `oklch` for each theme fails. */
function written(name: string, theme: Theme): [number, number, number] {
  const oklch = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;
  const numbers = new RegExp(`^  --color-${name}: light-dark\\(${oklch}, ${oklch}\\);`, "m")
    .exec(styles)
    ?.slice(1)
    .map(Number);
  const [lightness, chroma, hue] = numbers?.slice(theme === "light" ? 0 : 3) ?? [];
  if (lightness === undefined || chroma === undefined || hue === undefined) throw new Error(`no colour ${name}`);
  return [lightness, chroma, hue];
}

function token(name: string, theme: Theme): Light {
  return fromOklch(...written(name, theme));
}

function pairs(names: readonly string[]): [string, string][] {
  return names.flatMap((one, at) => names.slice(at + 1).map((other): [string, string] => [one, other]));
}

/** The tokens of one kind, in the order in which the theme declares them. */
function declared(kind: string): string[] {
  const names = [...styles.matchAll(new RegExp(`^  --${kind}-([a-z0-9-]+):`, "gm"))].map(([, name]) => name ?? "");
  return [...new Set(names)].filter((name) => !name.includes("--"));
}

test("the design page shows every token there is, and no other", () => {
  const colours = declared("color").filter((name) => !["transparent", "current"].includes(name));
  expect(COLOURS.flatMap(({ names }) => names).toSorted()).toEqual(colours.toSorted());
  expect([...TEXT_SIZES]).toEqual(declared("text"));
  expect(SPACES.map(({ name }) => name)).toEqual(declared("spacing"));
  expect([...RADII]).toEqual(declared("radius"));
  expect([...SHADOWS]).toEqual(declared("shadow"));
  expect(MOTIONS.map(({ name }) => name)).toEqual(declared("animate"));
});

test("what a colour is to the eye, by values known elsewhere", () => {
  const [white, red, green] = [
    fromOklch(1, 0, 0),
    fromOklch(0.62796, 0.25768, 29.234),
    fromOklch(0.51975, 0.17686, 142.495),
  ];
  expect(contrast(white, fromOklch(0, 0, 0))).toBeCloseTo(21, 1);
  expect(contrast(white, red)).toBeCloseTo(4, 1);
  expect(distance(white, fromOklch(0.5, 0, 0), EYES.trichromat)).toBeCloseTo(0.5, 3);
  expect(isShown(0.5, 0.3, 168)).toBe(false);
  // CSS' red and green: far apart, and much closer for those without one of the two cones.
  expect(distance(red, green, EYES.trichromat)).toBeGreaterThan(0.35);
  expect(distance(red, green, EYES.deuteranope)).toBeLessThan(0.15);
  expect(distance(white, fromOklch(0.5, 0, 0), EYES.protanope)).toBeCloseTo(0.5, 2);
});

for (const theme of THEMES) {
  test(`whoever lacks one kind of cone tells all tones apart: ${theme}`, () => {
    const alike = Object.entries(EYES).flatMap(([who, eye]) =>
      pairs(TONES)
        .map(([one, other]) => ({ one, other, apart: distance(token(one, theme), token(other, theme), eye) }))
        .filter(({ apart }) => apart < LEAST_DISTANCE)
        .map(({ one, other, apart }) => `${one} and ${other} are ${apart.toFixed(3)} apart to a ${who}`),
    );
    expect(alike).toEqual([]);
  });

  test(`text reads well on whatever it lies on, and every screen shows the tones: ${theme}`, () => {
    const poor = TEXTS.flatMap((text) =>
      [...GROUNDS, ...declared("color").filter((name) => name === `${text}-wash`)]
        .map((ground) => ({ ground, has: contrast(token(text, theme), token(ground, theme)) }))
        .filter(({ has }) => has < LEAST_CONTRAST)
        .map(({ ground, has }) => `${text} on ${ground} has ${has.toFixed(2)}`),
    );
    expect(poor).toEqual([]);
    expect(TONES.filter((name) => !isShown(...written(name, theme)))).toEqual([]);
  });
}

test("the design page draws every token by its name", () => {
  const drawn = renderToStaticMarkup(createElement(DesignPage));
  const named = [...SPACES, ...MOTIONS].map(({ name }) => name);
  const names = [...COLOURS.flatMap((group) => group.names), ...TEXT_SIZES, ...named];
  for (const name of names) expect(drawn).toMatch(new RegExp(`<code[^>]*>${name}</code>`));
  for (const name of RADII) expect(drawn).toContain(`radius ${name}</figcaption>`);
  for (const name of SHADOWS) expect(drawn).toContain(`shadow ${name}</figcaption>`);
});

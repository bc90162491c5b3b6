import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { axeProblems } from "../harness/accessible.ts";
import { layoutProblems } from "./layout-facts.ts";
import { beside, decodePng, difference, encodePng, type Picture, shrink } from "./picture.ts";

const PICTURES = path.resolve(import.meta.dirname, "../.output/screens");
const KEPT = path.resolve(import.meta.dirname, "snapshots");
/** Base UI's own guards around a menu: never announced, and the focus only passes through them. */
const FOCUS_GUARDS = "[data-base-ui-focus-guard]";
const THEMES = ["light", "dark"] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;

/** Kept pictures are an eighth as wide: what a screen says, how its letters are drawn and which Chromium it was do not count. */
const SHRINK = 8;
/** Of 255, in one pixel; and the share of pixels that may differ by more. */
const MOST_LIGHT = 40;
const MOST_PIXELS = 0.06;

/**
 * Looks at the page as it stands in both themes and at three widths. Each is drawn whole into e2e/.output/screens, for the eye; shrunk
 * and beside each other they are the screen's snapshot. The layout holds together (`layoutProblems`), and axe finds nothing.
 */
export async function look(page: Page, name: string): Promise<void> {
  const problems: string[] = [];
  const pictures: Picture[] = [];
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(done))));
      const file = path.join(PICTURES, `${colorScheme}-${size.width}`, `${name}.png`);
      mkdirSync(path.dirname(file), { recursive: true });
      const drawn = await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
      pictures.push(shrink(decodePng(drawn), SHRINK));
      const where = `${colorScheme} ${size.width}`;
      if (colorScheme === "light") problems.push(...(await layoutProblems(page)).map((one) => `${where}: ${one}`));
      // Colours once in each theme, once on a phone and once on a desk.
      if ((colorScheme === "light" && size.width === 1440) || (colorScheme === "dark" && size.width === 390))
        problems.push(...(await axeProblems(page, FOCUS_GUARDS)).map((one) => `${where}: ${one}`));
    }
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
  await page.setViewportSize(SIZES[0]);
  expect.soft(problems, name).toEqual([]);
  expectLikeBefore(beside(pictures), name);
}

/** `npm run screens` (or -u) keeps what is drawn now. */
function expectLikeBefore(sheet: Picture, name: string): void {
  const file = path.join(KEPT, `${name}.png`);
  const isKept = existsSync(file);
  const change = isKept ? difference(decodePng(readFileSync(file)), sheet, MOST_LIGHT) : 1;
  if (change < MOST_PIXELS) return;
  if (test.info().config.updateSnapshots === "changed") {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, encodePng(sheet));
    return;
  }
  writeFileSync(path.join(PICTURES, `${name}.png`), encodePng(sheet));
  const said = isKept ? "looks different: see e2e/.output/screens, then" : "has no snapshot:";
  expect.soft(change, `${name} ${said} npm run screens`).toBeLessThan(MOST_PIXELS);
}

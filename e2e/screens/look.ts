import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { axeProblems } from "../harness/accessible.ts";
import { layoutProblems } from "./layout-facts.ts";
import { covered } from "./picture.ts";
import { decodePng, type Picture } from "./png.ts";
import { FRAMES, type Frame, looksLike, nameOf, readSheet, toFrame, WINDOWS, writeSheet } from "./sheet.ts";
import { changingBoxes, holdStill, type Still } from "./still.ts";

const PICTURES = path.resolve(import.meta.dirname, "../.output/screens");
const KEPT = path.resolve(import.meta.dirname, "snapshots");
/** Base UI's own guards around a menu: never announced, and the focus only passes through them. */
const FOCUS_GUARDS = "[data-base-ui-focus-guard]";
/** A page that is not at rest after so many pictures never will be. */
const MOST_DRAWINGS = 10;

/**
 * Looks at the page as it stands in both themes and at three widths. Each is drawn whole into e2e/.output/screens, for the eye; small,
 * they are the screen's snapshot, and each of them looks like the one that was kept. The layout holds together (`layoutProblems`), and
 * axe finds nothing.
 */
export async function look(page: Page, name: string): Promise<void> {
  const file = path.join(KEPT, `${name}.png`);
  const kept = existsSync(file) ? readSheet(readFileSync(file)) : null;
  const problems: string[] = [];
  const drawn: Picture[] = [];
  // What lies under the pointer would follow it from width to width, and hints come and go.
  await page.mouse.move(0, 0);
  const still = await holdStill(page);
  for (const [at, frame] of FRAMES.entries()) {
    const { theme, window } = frame;
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize(window);
    drawn.push(await drawAtRest(still, frame, name, kept?.[at]));
    const say = (one: string) => problems.push(`${nameOf(frame)}: ${one}`);
    if (theme === "light") (await layoutProblems(page)).forEach(say);
    // Colours once in each theme, once on a phone and once on a desk.
    if (theme === "light" ? window.width === 1440 : window.width === 390)
      (await axeProblems(page, { apart: FOCUS_GUARDS })).forEach(say);
  }
  await still.release();
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(WINDOWS[0]);
  expect.soft(problems, name).toEqual([]);
  expectLikeBefore(drawn, kept, name);
}

/** Draws until it looks as it did before, or twice the same: after a change of size some parts measure themselves and draw once more. */
async function drawAtRest(still: Still, frame: Frame, name: string, kept: Picture | undefined): Promise<Picture> {
  const { page } = still;
  const file = path.join(PICTURES, nameOf(frame), `${name}.png`);
  mkdirSync(path.dirname(file), { recursive: true });
  let last: Picture | undefined;
  for (let drawings = 0; drawings < MOST_DRAWINGS; drawings += 1) {
    await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(done))));
    await still.again();
    const boxes = await changingBoxes(page);
    const whole = decodePng(await page.screenshot({ path: file, animations: "disabled", caret: "hide" }));
    const small = toFrame(boxes.reduce(covered, whole));
    if (kept && looksLike(small, kept)) return small;
    if (last && Buffer.compare(small.rgb, last.rgb) === 0) return small;
    last = small;
  }
  throw new Error(`${name} ${nameOf(frame)} does not come to rest`);
}

/** `npm run screens -- -u` keeps what is drawn now. */
function expectLikeBefore(drawn: readonly Picture[], kept: readonly Picture[] | null, name: string): void {
  const changed = FRAMES.filter((_, at) => {
    const [now, before] = [drawn[at], kept?.[at]];
    return !now || !before || !looksLike(now, before);
  }).map(nameOf);
  const seen = path.join(PICTURES, `${name}.png`);
  rmSync(seen, { force: true });
  if (changed.length === 0) return;
  if (test.info().config.updateSnapshots === "changed") {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(path.join(KEPT, `${name}.png`), writeSheet(drawn));
    return;
  }
  writeFileSync(seen, writeSheet(drawn));
  const said = kept ? "looks different: see e2e/.output/screens, then" : "has no snapshot:";
  expect.soft(changed, `${name} ${said} npm run screens -- -u`).toEqual([]);
}

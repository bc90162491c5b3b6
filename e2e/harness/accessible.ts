import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What a theme can change. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What is on screen keeps WCAG 2.2 AA, in the light theme and in the dark one. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await atRest(page);
  expect(sayProblems(await axe(page).withRules(COLOUR_RULES).analyze()), "in the dark theme").toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
  await atRest(page);
  expect(await axeProblems(page), "in the light theme").toEqual([]);
}

/** Colours go over into each other, and a message that is just fading in has not its own yet. */
function atRest(page: Page): Promise<unknown> {
  return page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
        .map(({ finished }) => finished),
    ),
  );
}

/** What axe finds on the page as it is, as sentences. What matches `apart` is left out. */
export async function axeProblems(page: Page, apart?: string): Promise<string[]> {
  const builder = axe(page).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  return sayProblems(await (apart ? builder.exclude(apart) : builder).analyze());
}

/** Otherwise each look would open a page of its own, for the sake of frames; ours hold none. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
}

function sayProblems({ violations }: Awaited<ReturnType<AxeBuilder["analyze"]>>): string[] {
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" | ")}`);
}

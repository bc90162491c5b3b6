import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What is on screen keeps WCAG 2.2 AA, in the light theme and in the dark one. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await atRest(page);
    expect(await axeProblems(page), `in the ${colorScheme} theme`).toEqual([]);
  }
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
  const axe = new AxeBuilder({ page })
    // Otherwise each look would open a page of its own, for the sake of frames; ours hold none.
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  const { violations } = await (apart ? axe.exclude(apart) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" | ")}`);
}

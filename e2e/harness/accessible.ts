import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The rules that judge colours: all that a theme changes. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** What is on screen keeps WCAG 2.2 AA, in the light theme and in the dark one. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await atRest(page);
    const problems = await axeProblems(page, colorScheme === "dark" ? {} : { rules: OF_COLOURS });
    expect(problems, `in the ${colorScheme} theme`).toEqual([]);
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

/** What axe finds on the page as it is, as sentences. What matches `apart` is left out; `rules` are the only ones it goes by. */
export async function axeProblems(page: Page, options: { apart?: string; rules?: string[] } = {}): Promise<string[]> {
  const { apart, rules } = options;
  // It would bring all of axe into the page twice for each look.
  const isThere = await page.evaluate(() => "axe" in window);
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: "void 0" }) })
    // Otherwise each look would open a page of its own, for the sake of frames; ours hold none.
    .setLegacyMode()
    .options({ resultTypes: ["violations"] });
  if (rules) axe.withRules(rules);
  else axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  if (apart) axe.exclude(apart);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" | ")}`);
}

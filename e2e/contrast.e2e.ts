import type { Locator, Page } from "@playwright/test";
import { openSamples } from "./harness/steps.ts";
import { expect, rows, test } from "./harness/test.ts";

/** What the browser draws of an element: two that look alike give the same. */
async function picture(part: Locator): Promise<string> {
  return (await part.screenshot({ animations: "disabled", caret: "hide" })).toString("base64");
}

async function systemColor(page: Page, name: string): Promise<string> {
  return page.evaluate((color) => {
    const probe = document.createElement("i");
    probe.style.color = color;
    document.body.append(probe);
    const computed = getComputedStyle(probe).color;
    probe.remove();
    return computed;
  }, name);
}

async function style(part: Locator, name: string): Promise<string> {
  return part.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the reader's own colours, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { forcedColors: "active", reducedMotion: "reduce" } });

    test("what is chosen and what has the focus can be seen", async ({ page, bin }) => {
      await openSamples(page, bin);
      const highlight = await systemColor(page, "Highlight");
      const row = rows(page, /\/shopify/);
      expect(await style(row, "outline-style")).toBe("solid");
      expect(await style(row, "outline-color")).toBe(highlight);
      expect(await style(rows(page, /\/stripe/).first(), "outline-style")).toBe("none");

      const follow = page.getByRole("switch", { name: /Follow/ });
      const off = await picture(follow);
      await follow.click();
      await expect(follow).toBeChecked();
      expect(await picture(follow)).not.toBe(off);
      expect(await style(follow, "background-color")).toBe(highlight);
      await follow.click();

      const line = page.getByRole("tablist", { name: "Parts of this capture" }).locator("span[aria-hidden]");
      expect(await style(line, "background-color")).toBe(highlight);

      const field = page.getByRole("textbox", { name: "Filter the captures" });
      await field.focus();
      expect(await style(field, "outline-style")).toBe("solid");
      const chip = page.getByRole("button", { name: "GET", exact: true });
      const quiet = await style(chip, "background-color");
      await chip.click();
      await expect(chip).toHaveAttribute("aria-pressed", "true");
      expect(await style(chip, "background-color")).not.toBe(quiet);
      // Without this the browser lays a plate of the words' own colour under them.
      for (const filled of [chip, page.getByRole("button", { name: "Resend" })]) {
        expect(await style(filled, "forced-color-adjust")).toBe("none");
        expect(await style(filled, "color")).not.toBe(await style(filled, "background-color"));
      }
      await field.fill("");

      await page.getByRole("button", { name: "Bin menu" }).click();
      await page.keyboard.press("ArrowDown");
      const item = page.getByRole("menu").locator("[data-highlighted]");
      expect(await style(item, "outline-style")).toBe("solid");
      await page.keyboard.press("Escape");
      await expect(page.getByRole("menu")).toHaveCount(0);
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("combobox")).toBeFocused();
      const first = page.getByRole("option", { selected: true }).last();
      expect(await style(first, "outline-style")).toBe("solid");
    });
  });
}

test("with more contrast the selected row has an edge, and quiet words are as dark as others", async ({
  page,
  bin,
}) => {
  await page.emulateMedia({ contrast: "more" });
  await openSamples(page, bin);
  expect(await style(rows(page, /\/shopify/), "outline-style")).toBe("solid");
  const words = page.getByRole("definition").filter({ hasText: "ago" });
  expect(await style(words, "color")).toBe(await style(page.locator("body"), "color"));
});

test("the filter's field shows that it has the focus", async ({ page, bin }) => {
  await openSamples(page, bin);
  const box = page.getByRole("search").locator("div").first();
  const before = await style(box, "outline-style");
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: "Filter the captures" })).toBeFocused();
  expect([before, await style(box, "outline-style"), await style(box, "outline-width")]).toEqual([
    "none",
    "solid",
    "2px",
  ]);
});

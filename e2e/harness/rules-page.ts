import type { Locator, Page } from "@playwright/test";
import { type OwnBin, ready } from "./test.ts";

/** The page of a bin's rules. */
export async function openRules(page: Page, bin: OwnBin): Promise<void> {
  await page.goto(`/bins/${bin.id}/rules`);
  await ready(page, `/bins/${bin.id}/rules`);
}

/** The names of the rules on the page, in their order. */
export function listedRules(page: Page): Locator {
  return page.getByRole("list", { name: /Rules, in the order/ }).getByRole("heading");
}

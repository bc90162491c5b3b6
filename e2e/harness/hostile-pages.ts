import { expect, type Page } from "@playwright/test";
import type { Canary } from "./canary.ts";
import { spills } from "./spills.ts";

/** What a page full of hostile strings is held to, at these sizes. */

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Nothing ran, and nothing pushed anything out of its place. */
export async function expectCalm(page: Page, canary: Canary, where: string): Promise<void> {
  expect.soft(await spills(page), where).toEqual([]);
  expect(await canary.seen(), where).toEqual([]);
}

/** The same on a phone and on a desk, which is left open. */
export async function expectCalmAtBoth(page: Page, canary: Canary, where: string): Promise<void> {
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    await expectCalm(page, canary, `${where} at ${size.width}`);
  }
}

/** The string's bytes as a header may carry them: one line, no controls. */
export function headerText(text: string, most = 1500): string {
  return Buffer.from(text)
    .toString("latin1")
    .replace(/[\0-\x08\x0a-\x1f\x7f]/g, "")
    .trim()
    .slice(0, most);
}

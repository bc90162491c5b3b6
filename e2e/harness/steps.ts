import type { Locator, Page } from "@playwright/test";
import { samples } from "#lib/model/samples.ts";
import { expect, type OwnBin, ready, rows } from "./test.ts";

/** Steps that many walks begin with. */

/** One capture of each kind that providers send. */
export async function sendSamples(bin: OwnBin): Promise<void> {
  for (const { method, path, headers, body } of samples())
    await bin.send(path, { method, headers, body: Buffer.from(body) });
}

/** The inspector with `sendSamples` in its list and Shopify's in the detail. */
export async function openSamples(page: Page, bin: OwnBin): Promise<void> {
  await sendSamples(bin);
  await bin.open();
  await rows(page, /\/shopify/).click();
  await expect(page.getByRole("tree")).toBeVisible();
}

/** Opens the bin and the window that resends its only capture, filled with where to. */
export async function openResend(page: Page, bin: OwnBin, url: string): Promise<Locator> {
  await bin.open();
  await rows(page).click();
  await page.getByRole("button", { name: "Resend" }).click();
  const window = page.getByRole("dialog", { name: "Resend #1" });
  await window.getByLabel("Target URL").fill(url);
  return window;
}

/** Opens the bin's replays and the window that begins one, filled with where to. */
export async function openReplay(page: Page, bin: OwnBin, url: string): Promise<Locator> {
  await page.goto(`/bins/${bin.id}/deliveries?part=replays`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await page.getByRole("button", { name: "Replay captures" }).click();
  const window = page.getByRole("dialog", { name: "Replay captures" });
  await window.getByLabel("Target URL").fill(url);
  return window;
}

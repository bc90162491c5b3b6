import type { Locator, Page } from "@playwright/test";
import { samples } from "#lib/model/samples.ts";
import { expect, rows, test } from "./harness/test.ts";
import { layoutProblems } from "./screens/layout-facts.ts";

/** A window of 1280 × 1024 as the page sees it when the reader has zoomed in. */
const ZOOMS = [
  { zoom: "200 %", viewport: { width: 640, height: 512 } },
  { zoom: "400 %", viewport: { width: 320, height: 256 } },
];

/** Of a list or a text, at least this much can be seen at a time: two rows. */
const LEAST_ROOM = 108;

async function expectUsable(page: Page, scroller: Locator): Promise<void> {
  expect(await layoutProblems(page)).toEqual([]);
  await scroller.scrollIntoViewIfNeeded();
  const box = await scroller.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(LEAST_ROOM);
}

for (const { zoom, viewport } of ZOOMS) {
  test.describe(`at ${zoom}`, () => {
    test.use({ viewport });

    test("nothing is cut, nothing scrolls both ways, every action is reached", async ({ page, bin }) => {
      test.setTimeout(90_000);
      for (const { method, path, headers, body } of samples())
        await bin.send(path, { method, headers, body: Buffer.from(body) });
      await bin.open();
      await expectUsable(page, page.getByRole("listbox", { name: "Captures" }));
      await rows(page, /\/shopify/).click();
      await expect(page.getByRole("tree")).toBeVisible();
      for (const name of ["Raw", "Reply", "Deliveries", "Message"]) {
        await page.getByRole("tab", { name }).click();
        await expectUsable(page, page.getByRole("tabpanel", { name }));
      }
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("menuitem", { name: "Write a note" }).click();
      await expect(page.getByRole("textbox", { name: "Note" })).toBeFocused();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Resend" }).click();
      const resend = page.getByRole("dialog", { name: "Resend #4" });
      await resend.getByRole("switch", { name: /Edit method/ }).click();
      await resend.getByRole("textbox", { name: "Body" }).click();
      expect(await layoutProblems(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(resend).toHaveCount(0);
      await page.getByRole("button", { name: "Bin menu" }).click();
      await page.getByRole("menuitem", { name: "Edit the reply" }).click();
      const reply = page.getByRole("dialog", { name: "Reply" });
      await reply.getByRole("textbox", { name: "Body" }).click();
      await page.keyboard.type("hello");
      await reply.getByRole("button", { name: "Save reply" }).click();
      await expect(reply).toHaveCount(0);
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("Delete this bin");
      await page.getByRole("option", { name: "Delete this bin" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
    });
  });
}

import { expectAccessible } from "./harness/accessible.ts";
import { sendSamples } from "./harness/steps.ts";
import { expect, rows, test } from "./harness/test.ts";

test("front page, empty bin, full bin", async ({ page, bin }) => {
  test.setTimeout(90_000);
  await page.goto("/");
  await expect(page.getByRole("link", { name: new RegExp(bin.id) }).first()).toBeVisible();
  await expectAccessible(page);
  await bin.open();
  await expectAccessible(page);
  await sendSamples(bin);
  await rows(page, /\/shopify/).click();
  await expect(page.getByRole("tree")).toBeVisible();
  await expectAccessible(page);
  for (const tab of ["Raw", "Reply", "Deliveries"]) {
    await page.getByRole("tab", { name: tab }).click();
    await expect(page.getByRole("tabpanel", { name: tab })).toBeVisible();
    await expectAccessible(page);
  }
});

test("windows: reply, resend, settings, help, questions", async ({ page, bin }) => {
  await bin.send("/hook");
  await bin.open();
  await rows(page).click();
  await page.getByRole("button", { name: /Edit the reply/ }).click();
  await expect(page.getByRole("dialog", { name: "Reply" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Resend" }).click();
  await expect(page.getByRole("dialog", { name: "Resend #1" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitem", { name: "Delete all captures" }).click();
  await expect(page.getByRole("alertdialog").or(page.getByRole("dialog"))).toBeVisible();
  await expectAccessible(page);
});

test("filter, choosing several, note, palette, comparison", async ({ page, bin }) => {
  test.setTimeout(90_000);
  await bin.send("/hook", { method: "POST", body: '{"a":1}' });
  await bin.send("/hook", { method: "POST", body: '{"a":2}' });
  await bin.open();
  await rows(page).first().click();
  await expect(page.getByRole("region", { name: "Body" })).toBeVisible();
  await page.getByRole("textbox", { name: "Filter the captures" }).fill("method:POST");
  await page.getByRole("button", { name: "Choose several" }).click();
  await rows(page).first().click();
  await page.keyboard.press("n");
  await expect(page.getByRole("textbox", { name: "Note" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  await expect(page.getByRole("dialog", { name: "#2 compared with #1" })).toContainText("before");
  await expectAccessible(page);
});

test("a bin that is not there, on a phone too", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/bins/no-such-bin");
  await expect(page.getByRole("heading", { name: "No such bin here" })).toBeVisible();
  await expectAccessible(page);
});

test("on a phone: list, then one capture", async ({ page, bin }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await sendSamples(bin);
  await page.goto(`/bins/${bin.id}`);
  await expect(rows(page).first()).toBeVisible();
  await expectAccessible(page);
  await rows(page, /\/slack/).click();
  await expect(page.getByRole("article")).toBeVisible();
  await expectAccessible(page);
});

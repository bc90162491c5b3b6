import { startReceiver } from "../harness/receiver.ts";
import { expect, rows, test } from "../harness/test.ts";
import { look } from "./look.ts";

// Drawing everything six times takes a while.
test.describe.configure({ timeout: 300_000 });

const json = (value: unknown, more: [string, string][] = []) => ({
  method: "POST",
  headers: [["Content-Type", "application/json"], ...more] as [string, string][],
  body: JSON.stringify(value),
});

test("windows of the bin: reply, settings, palette, shortcuts, questions", async ({ page, bin, makeBin }) => {
  await makeBin({ title: "Staging payments" });
  await bin.send("/hook", json({ a: 1 }));
  await bin.open();
  await rows(page).click();
  await expect(page.getByRole("tree")).toBeVisible();
  await page.getByRole("button", { name: /Edit the reply/ }).click();
  await expect(page.getByRole("dialog", { name: "Reply" })).toBeVisible();
  await look(page, "window-reply");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { name: /Staging payments/ })).toBeVisible();
  await look(page, "window-palette");
  await page.getByRole("combobox").fill("zzzz");
  await look(page, "window-palette-nothing");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await look(page, "window-shortcuts");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look(page, "window-settings");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitem", { name: "Delete this bin" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await look(page, "window-confirm");
});

test("comparison: JSON, text, the same, nothing before", async ({ page, bin }) => {
  const event = { id: "evt_1", type: "order.created", order: { total: 42, lines: [1, 2], state: "new" } };
  await bin.send(
    "/hook?try=1&page=1",
    json(event, [
      ["X-Delivery", "1"],
      ["X-Trace", "abc"],
    ]),
  );
  const later = { ...event, type: "order.paid", order: { total: 42.5, lines: [1, 2, 3], paidAt: "2026-11-20" } };
  await bin.send(
    "/hook?try=2&page=1",
    json(later, [
      ["X-Delivery", "2"],
      ["X-Attempt", "2"],
    ]),
  );
  const text = (body: string) => ({
    method: "POST",
    headers: [["Content-Type", "text/plain"]] as [string, string][],
    body,
  });
  await bin.send("/log", text("one\ntwo\nthree\nfour\nfive\nsix\n"));
  await bin.send("/log", text("one\ntwo\nthree and a half\nfour\nsix\nseven\n"));
  await bin.send("/log", text("one\ntwo\nthree and a half\nfour\nsix\nseven\n"));
  await bin.open();
  const compare = async (row: RegExp, title: string | RegExp, picture: string) => {
    await rows(page, row).first().click();
    await expect(page.getByRole("region", { name: "Headers" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Body" })).toContainText("sha256");
    await page.keyboard.press("d");
    await expect(page.getByRole("dialog", { name: title })).toBeVisible();
    await look(page, picture);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  };
  await compare(/try=2/, "#2 compared with #1", "compare-json");
  await rows(page, /try=1/).click();
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
  await compare(/try=1/, /compared with the previous/, "compare-nothing-before");
  await compare(/\/log/, "#5 compared with #4", "compare-same");
  await page.keyboard.press("j");
  await expect(page.getByRole("article", { name: "Capture 4" }).getByText("sha256")).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.getByRole("dialog", { name: "#4 compared with #3" })).toContainText("three and a half");
  await look(page, "compare-text");
});

test("types, resend", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/hook", json({ id: 1, state: "new", tags: ["a"], customer: { name: "Ada", vat: null } }));
  await bin.send("/hook", json({ id: 2, state: "paid", tags: [], customer: { name: "Bo", vat: "EU1" }, note: "x" }));
  await bin.send("/plain", { method: "PUT", body: "text" });
  await bin.open();
  await rows(page).first().click();
  await page.getByRole("button", { name: "Resend" }).click();
  const window = page.getByRole("dialog", { name: "Resend #3" });
  await expect(window).toBeVisible();
  await look(page, "window-resend");
  await window.getByRole("switch", { name: /Edit method/ }).click();
  await expect(window.getByRole("textbox", { name: "Body" })).toBeVisible();
  await look(page, "window-resend-edited");
  await window.getByLabel("Target URL").fill(`${receiver.url}/local`);
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("received")).toBeVisible();
  await look(page, "window-resend-done");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Choose several" }).click();
  await page.getByRole("button", { name: "All loaded" }).click();
  await page.getByRole("button", { name: "Copy the chosen" }).click();
  await page.getByRole("menuitem", { name: "Types from these bodies" }).click();
  await expect(page.getByRole("dialog", { name: "Types from samples" })).toContainText("state");
  await look(page, "window-types");
  await page.keyboard.press("Escape");
  await receiver.close();
});

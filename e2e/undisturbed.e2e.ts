import { startReceiver } from "./harness/receiver.ts";
import { expect, rows, test } from "./harness/test.ts";

test("a note being written stays while captures arrive that are followed", async ({ page, bin }) => {
  await bin.send("/noted");
  await bin.open();
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
  await page.keyboard.press("n");
  const note = page.getByRole("textbox", { name: "Note" });
  await note.fill("the first on");
  await bin.send("/next");
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.type("exy");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await expect(note).toHaveValue("the first one");
  await page.getByRole("button", { name: "Save the note" }).click();
  await expect(page.getByRole("article", { name: "Capture 1" }).getByText("the first one")).toBeVisible();
  expect((await bin.api.captures()).total).toBe(2);
});

test("a window keeps the capture it was opened on, and its draft, while others arrive or that one goes", async ({
  page,
  bin,
}) => {
  await bin.send("/edited", { body: "old" });
  await bin.open();
  await page.getByRole("button", { name: "Resend" }).click();
  const window = page.getByRole("dialog", { name: "Resend #1" });
  await window.getByLabel("Target URL").fill("http://draft.example");
  await bin.send("/next");
  await expect(page.locator("#capture-2")).toBeVisible();
  await expect(window.getByLabel("Target URL")).toHaveValue("http://draft.example");
  await bin.api.call("/captures/1", { method: "DELETE" });
  await expect(page.locator("#capture-1")).toHaveCount(0);
  await expect(window.getByLabel("Target URL")).toHaveValue("http://draft.example");
});

test("answers laid side by side stay while captures arrive", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/sent");
  await bin.api.call("/captures/1/deliveries", { method: "POST", body: JSON.stringify({ url: receiver.url }) });
  await bin.open();
  await page.getByRole("tab", { name: /Deliveries/ }).click();
  await page.getByRole("button", { name: "Compare answers" }).click();
  const window = page.getByRole("dialog", { name: "Answers to #1 side by side" });
  await expect(window).toBeVisible();
  await bin.send("/next");
  await expect(page.locator("#capture-2")).toBeVisible();
  await expect(window).toBeVisible();
  await receiver.close();
});

test("the palette does not take the place of a window with a draft", async ({ page, bin }) => {
  await bin.send("/x");
  await bin.open();
  await page.getByRole("button", { name: "Resend" }).click();
  const field = page.getByRole("dialog", { name: "Resend #1" }).getByLabel("Target URL");
  await field.fill("http://draft.example");
  await page.keyboard.press("Control+k");
  await expect(field).toHaveValue("http://draft.example");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Every action and bin" })).toBeVisible();
});

test("on a Mac ⌘ K opens the palette, and Ctrl K stays with the text field", async ({ page, bin }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "platform", { get: () => "MacIntel" }));
  await bin.send("/x");
  await bin.open();
  const palette = page.getByRole("combobox", { name: "Every action and bin" });
  await page.getByRole("textbox", { name: "Filter the captures" }).press("Control+k");
  await page.keyboard.press("a");
  await expect(page.getByRole("textbox", { name: "Filter the captures" })).toHaveValue("a");
  await page.keyboard.press("Meta+k");
  await expect(palette).toBeVisible();
});

test("shortcuts work while what a header means is shown", async ({ page, bin }) => {
  await bin.send("/one", { headers: [["Content-Type", "text/plain"]] });
  await bin.send("/two", { headers: [["Content-Type", "text/plain"]] });
  await bin.open();
  await page
    .getByRole("article", { name: "Capture 2" })
    .getByRole("button", { name: "Content-Type", exact: true })
    .first()
    .hover();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("j");
  await expect(rows(page, /\/one/)).toHaveAttribute("aria-selected", "true");
});

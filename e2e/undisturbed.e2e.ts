import type { Page } from "@playwright/test";
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

const list = (page: Page) => page.getByRole("listbox", { name: "Captures" });
const scrolledTo = (page: Page) => list(page).evaluate((element) => element.scrollTop);

test("whoever scrolls away from the newest is left there, and follows again back at the top", async ({ page, bin }) => {
  for (let i = 1; i <= 40; i += 1) await bin.send(`/${i}`);
  await bin.open();
  const follow = page.getByRole("switch", { name: "Follow newest" });
  await expect(follow).toBeChecked();
  await list(page).hover();
  await page.mouse.wheel(0, 500);
  await expect(follow).not.toBeChecked();
  await bin.send("/next");
  await expect(page.getByRole("button", { name: "1 new" })).toBeVisible();
  // The row that stood there stands there still, one row lower in the list.
  await expect.poll(() => scrolledTo(page)).toBe(554);
  await expect(page.getByRole("article", { name: "Capture 40" })).toBeVisible();
  await page.mouse.wheel(0, -2000);
  await expect(follow).toBeChecked();
  await expect(page.getByRole("article", { name: "Capture 41" })).toBeVisible();

  // A capture that was chosen meanwhile stays.
  await page.mouse.wheel(0, 500);
  await expect(follow).not.toBeChecked();
  await rows(page, /\/30\b/).click();
  await page.mouse.wheel(0, -2000);
  await expect.poll(() => scrolledTo(page)).toBe(0);
  await expect(page.getByRole("article", { name: "Capture 30" })).toBeVisible();
  await expect(follow).not.toBeChecked();
});

test("a list that was scrolled before the page had its script stays there", async ({ page, bin }) => {
  for (let i = 1; i <= 40; i += 1) await bin.send(`/${i}`);
  await bin.open();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.reload({ waitUntil: "commit" });
  await expect(rows(page).first()).toBeVisible();
  await list(page).evaluate((element) => element.scrollTo({ top: 400 }));
  release();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await bin.send("/next");
  await expect(page.getByRole("button", { name: "1 new" })).toBeVisible();
  await expect.poll(() => scrolledTo(page)).toBe(454);
});

test("what one works in stays while captures arrive that are followed", async ({ page, bin }) => {
  const follow = page.getByRole("switch", { name: "Follow newest" });
  const body = { headers: [["Content-Type", "text/plain"]] as [string, string][], body: "to be read\n".repeat(200) };
  await bin.send("/first", body);
  await bin.open();
  let shown = 1;
  for (const work of [
    () => page.getByRole("region", { name: "Body" }).getByText("to be read").first().click(),
    async () => {
      await page.getByRole("tab", { name: "Raw" }).click();
      await expect(follow).toBeChecked();
      await page.getByRole("tabpanel").first().hover();
      await page.mouse.wheel(0, 200);
    },
  ]) {
    await expect(page.getByRole("article", { name: `Capture ${shown}` })).toBeVisible();
    await work();
    await expect(follow).not.toBeChecked();
    await bin.send("/next", body);
    await expect(rows(page)).toHaveCount(shown + 1);
    await expect(page.getByRole("article", { name: `Capture ${shown}` })).toBeVisible();
    shown += 1;
    await follow.click();
  }
});

test("on a phone the way back leads to the row that was read, and forward to it again", async ({ page, bin }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  for (let i = 1; i <= 40; i += 1) await bin.send(`/${i}`);
  await bin.open();
  await rows(page, /\/38\b/).click();
  await expect(page.getByRole("article", { name: "Capture 38" })).toBeVisible();
  for (let i = 1; i <= 15; i += 1) await bin.send(`/later/${i}`);
  await page.goBack();
  const read = rows(page, /\/38\b/);
  await expect(read).toBeInViewport();
  await expect(read).toHaveAttribute("aria-selected", "true");
  expect(new URL(page.url()).pathname).toBe(`/bins/${bin.id}/38`);
  await page.goForward();
  await expect(page.getByRole("article", { name: "Capture 38" })).toBeInViewport();
  await page.getByRole("button", { name: "Captures" }).click();
  await expect(read).toBeInViewport();
});

test("the tab is called as the bin is", async ({ page, makeBin }) => {
  const bin = await makeBin({ title: "Orders of the shop" });
  await bin.open();
  await expect(page).toHaveTitle("Orders of the shop · Wirebin");
  await page.reload();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page).toHaveTitle("Orders of the shop · Wirebin");
});

import type { Page } from "@playwright/test";
import { wholeBrowser } from "./harness/chromium.ts";
import { expect, rows, test } from "./harness/test.ts";

test.use(wholeBrowser());

type Heard = { shown: { title: string; body: string }[]; notes: number; hidden: boolean; click: () => void };
declare global {
  interface Window {
    heard: Heard;
  }
}

/** The page hides when the test says so; notifications and notes are written down on their way to the real ones. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: Heard = { shown: [], notes: 0, hidden: false, click: () => undefined };
    window.heard = heard;
    Object.defineProperty(document, "visibilityState", { get: () => (heard.hidden ? "hidden" : "visible") });
    window.Notification = class extends Notification {
      constructor(title: string, options: NotificationOptions = {}) {
        super(title, options);
        heard.shown.push({ title, body: options.body ?? "" });
        heard.click = () => this.dispatchEvent(new Event("click"));
      }
    };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...at) {
      heard.notes += 1;
      start.apply(this, at);
    };
  });
}

const hide = (page: Page, hidden: boolean) =>
  page.evaluate((on) => {
    window.heard.hidden = on;
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
const shown = (page: Page) => page.evaluate(() => window.heard.shown);
const notes = (page: Page) => page.evaluate(() => window.heard.notes);

async function switchOn(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitemcheckbox", { name }).click();
  await page.keyboard.press("Escape");
}

test("notifications come when switched on and the page is hidden, a burst in one", async ({ page, context, bin }) => {
  await context.grantPermissions(["notifications"]);
  await listen(page);
  await bin.send("/before");
  await bin.open();
  await hide(page, true);
  await bin.send("/off");
  await expect(page).toHaveTitle(/^\(1\)/);
  await hide(page, false);
  await switchOn(page, "Desktop notification");
  await expect(page.getByText("New captures are announced while this tab is hidden.")).toBeVisible();
  // One is shown at once, so that one knows.
  expect(await shown(page)).toEqual([{ title: "Wirebin", body: "New captures are announced like this." }]);
  await page.evaluate(() => window.heard.shown.splice(0));
  await bin.send("/seen");
  await expect(rows(page)).toHaveCount(3);
  await hide(page, true);
  for (let i = 1; i <= 12; i += 1) await bin.send(`/burst/${i}`);
  await expect(page).toHaveTitle(/^\(12\)/);
  await expect.poll(async () => (await shown(page)).length).toBeGreaterThan(0);
  const heard = await shown(page);
  expect(heard.length).toBeLessThanOrEqual(2);
  expect(heard[0]?.title).toMatch(/^(New capture|\d+ new captures) in /);
  expect(heard[0]?.body).toContain("/burst/");
  await page.evaluate(() => window.heard.click());
  await hide(page, false);
  await expect(page.getByRole("article", { name: "Capture 15" })).toBeVisible();
});

test("without permission it says how to get it, and stays off", async ({ page, bin }) => {
  await listen(page);
  await bin.send("/x");
  await bin.open();
  await switchOn(page, "Desktop notification");
  await expect(page.getByText("This browser blocks notifications from this site.")).toBeVisible();
  await page.getByRole("button", { name: "Bin menu" }).click();
  const choice = page.getByRole("menuitemcheckbox", { name: "Desktop notification" });
  await expect(choice).toHaveAttribute("aria-checked", "false");
});

test("where a page may show none, as in Chrome on Android, it says so and stays off", async ({
  page,
  context,
  bin,
}) => {
  await context.grantPermissions(["notifications"]);
  await page.addInitScript(() => {
    window.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        this.close();
        throw new TypeError("Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.");
      }
    };
  });
  await bin.send("/x");
  await bin.open();
  await switchOn(page, "Desktop notification");
  await expect(page.getByText("This browser shows no notifications from a page")).toBeVisible();
  await page.getByRole("button", { name: "Bin menu" }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: "Desktop notification" })).toHaveAttribute(
    "aria-checked",
    "false",
  );
});

test("the sound is heard when switched on, and then only while the page is hidden", async ({ page, bin }) => {
  await listen(page);
  await bin.send("/x");
  await bin.open();
  expect(await notes(page)).toBe(0);
  await switchOn(page, "Sound");
  await expect.poll(() => notes(page)).toBe(2);
  await bin.send("/seen");
  await expect(rows(page)).toHaveCount(2);
  await hide(page, true);
  await bin.send("/unseen");
  await expect.poll(() => notes(page)).toBe(4);
});

test("the tab's icon carries the number of unread captures", async ({ page, bin }) => {
  await listen(page);
  await bin.send("/x");
  await bin.open();
  const icon = () =>
    page.evaluate(() => decodeURIComponent(document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? ""));
  expect(await icon()).toMatch(/icon\.svg$/);
  await hide(page, true);
  for (let i = 0; i < 3; i += 1) await bin.send("/more");
  await expect.poll(icon).toContain(">3<");
  await hide(page, false);
  await expect.poll(icon).toMatch(/icon\.svg$/);
});

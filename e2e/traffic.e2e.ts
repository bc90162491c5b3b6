import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { CreatedBin } from "#lib/model/bin.ts";
import { cameEarlier } from "./harness/came-earlier.ts";
import { message, sendRaw } from "./harness/raw.ts";
import { startServer } from "./harness/server.ts";
import { expect, rows, test } from "./harness/test.ts";

const strip = (page: Page) => page.getByRole("region", { name: "Traffic" });
const range = (page: Page) => page.getByRole("slider", { name: "Range of time" });
const live = (page: Page) => expect(page.getByText("Live", { exact: true })).toBeVisible();
const filter = (page: Page) => page.getByRole("textbox", { name: "Filter the captures" });

test("captures are counted by reply, and new ones join without asking the server again", async ({ page, bin }) => {
  for (const status of [200, 200, 302, 404, 503]) await bin.send(`/${status}`);
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/traffic?")) asked += 1;
  });
  await bin.open();
  await expect(strip(page)).toContainText("2xx 2");
  for (const said of ["3xx 1", "4xx 1", "5xx 1"]) await expect(strip(page)).toContainText(said);
  for (let i = 0; i < 20; i += 1) await bin.send("/404");
  await expect(strip(page)).toContainText("4xx 21");
  await expect(range(page)).toHaveAccessibleDescription(/25 captures since .* 21 answered 4xx/);
  expect(asked).toBe(1);
});

test("with a filter it counts what fits, and what arrives joins when it fits", async ({ page, bin }) => {
  const event: [string, string][] = [["X-Event", "push"]];
  await bin.send("/1", { method: "GET", headers: event });
  for (const status of [200, 404]) await bin.send(`/${status}`, { method: "POST" });
  await bin.open();
  await expect(strip(page)).toContainText("2xx 2");
  await filter(page).fill("method:POST");
  await expect(range(page)).toHaveAccessibleDescription(
    /^Of 3 captures since .* 2 fit .* 1 answered 2xx, 1 answered 4xx/,
  );
  await bin.send("/other", { method: "GET" });
  await bin.send("/404", { method: "POST" });
  await expect(strip(page)).toContainText("4xx 2");
  await expect(strip(page)).toContainText("2xx 1");
  await filter(page).fill("header:x-event=push");
  await expect(range(page)).toHaveAccessibleDescription(/^Of 5 captures since .* 1 fits/);
  await bin.send("/503", { headers: event });
  await expect(strip(page)).toContainText("5xx 1");
  await filter(page).fill("path:/nowhere");
  await expect(strip(page)).toContainText("nothing fits");
  await filter(page).fill("");
  await expect(strip(page)).toContainText("4xx 2");
  await expect(strip(page)).toContainText("2xx 3");
});

test("an empty bin shows no strip, and one that was emptied neither", async ({ page, bin }) => {
  await bin.open();
  await expect(page.getByRole("heading", { name: "Waiting for the first request" })).toBeVisible();
  await expect(strip(page)).toHaveCount(0);
  await bin.send("/first");
  await expect(strip(page)).toContainText("2xx 1");
  await bin.api.call("/captures", { method: "DELETE" });
  await expect(strip(page)).toHaveCount(0);
  await bin.send("/again");
  await expect(strip(page)).toContainText("2xx 1");
});

test("the busiest moment reaches the top, whether something failed or not", async ({ page, bin }) => {
  const tallest = (group: string) =>
    strip(page)
      .locator(`svg > path.fill-${group}`)
      .first()
      .evaluate((path) => path.getBoundingClientRect().height);
  await bin.send("/1");
  await bin.open();
  await expect.poll(() => tallest("good")).toBeGreaterThan(30);
  await bin.send("/500");
  await expect.poll(() => tallest("bad")).toBeGreaterThan(10);
  expect(await tallest("good")).toBeGreaterThan(15);
});

test("what is deleted leaves the strip", async ({ page, bin }) => {
  for (const path of ["/1", "/2", "/3"]) await bin.send(path);
  await bin.open();
  await expect(strip(page)).toContainText("2xx 3");
  await bin.api.call("/captures/2", { method: "DELETE" });
  await expect(strip(page)).toContainText("2xx 2");
});

test("what happened while the page was cut off is counted too", async ({ page, context, bin }) => {
  for (const path of ["/1", "/2", "/404"]) await bin.send(path);
  await bin.open();
  await expect(strip(page)).toContainText("4xx 1");
  await context.setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event("offline")));
  await bin.api.call("/captures/3", { method: "DELETE" });
  await bin.send("/302");
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(strip(page)).toContainText("3xx 1", { timeout: 30_000 });
  await expect(strip(page)).not.toContainText("4xx");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a tap looks at one moment, and keys of an attached keyboard work too", async ({ page, bin }) => {
    for (let i = 0; i < 3; i += 1) await bin.send("/404");
    await bin.open();
    await expect(strip(page)).toContainText("4xx 3");
    const box = await range(page).boundingBox();
    if (!box) throw new Error("the strip has no place");
    await page.touchscreen.tap(box.x + 10, box.y + box.height / 2);
    await expect(strip(page)).toContainText("Nothing came then");
    await range(page).press("PageDown");
    await range(page).press("Enter");
    await expect(filter(page)).toHaveValue(/^seq:\d-3$/);
  });
});

test.describe("over an hour", () => {
  const MINUTE = 60_000;

  /** Three captures 50 minutes ago, two 20 minutes ago, one just now. */
  async function spread(page: Page): Promise<() => Promise<void>> {
    const folder = mkdtempSync(path.join(tmpdir(), "wirebin-strip-"));
    const url = `file:${folder}/wirebin.db`;
    const server = await startServer({ DATABASE_URL: url });
    const made = await page.request.post(`${server.url}/api/bins`, { headers: { Origin: server.url }, data: {} });
    const bin = (await made.json()) as CreatedBin;
    for (const status of [200, 200, 500, 404, 200, 200]) {
      await sendRaw(server.port, message({ target: `/${bin.id}/${status}` }));
    }
    await cameEarlier(url, 1, 3, 50 * MINUTE);
    await cameEarlier(url, 4, 5, 20 * MINUTE);
    await page.goto(`${server.url}/bins/${bin.id}`);
    await live(page);
    await expect(strip(page)).toContainText("2xx 4");
    return async () => {
      await page.close();
      await server.dispose();
      rmSync(folder, { recursive: true, force: true });
    };
  }

  test("a range is drawn with the pointer, shows as a filter, and is given back", async ({ page }) => {
    const end = await spread(page);
    const box = (await range(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;
    await page.mouse.move(...at(0.4));
    await expect(strip(page)).toContainText("nothing came");
    await page.mouse.down();
    await page.mouse.move(...at(0.8), { steps: 4 });
    await expect(strip(page)).toContainText(/\d\d:\d\d–\d\d:\d\d/);
    await page.mouse.up();
    await expect(filter(page)).toHaveValue("seq:4-5");
    await expect(rows(page)).toHaveCount(2);
    await filter(page).fill("seq:4-5 status:4xx");
    await expect(rows(page)).toHaveCount(1);
    await page.mouse.move(...at(0));
    await page.mouse.down();
    await page.mouse.move(...at(0.15), { steps: 4 });
    await page.mouse.up();
    await expect(filter(page)).toHaveValue("status:4xx seq:1-3");
    await page.getByRole("button", { name: "Show all times" }).click();
    await expect(filter(page)).toHaveValue("status:4xx");
    await page.mouse.click(...at(0.45));
    await expect(strip(page)).toContainText("Nothing came then");
    await end();
  });

  test("the keyboard draws the same ranges, and is told what is in them", async ({ page }) => {
    const end = await spread(page);
    await range(page).focus();
    await page.keyboard.press("Home");
    await expect(range(page)).toHaveAttribute("aria-valuetext", /: 3 captures, 2 answered 2xx, 1 answered 5xx$/);
    await page.keyboard.press("ArrowRight");
    await expect(range(page)).toHaveAttribute("aria-valuetext", /: nothing came$/);
    await page.keyboard.press("PageUp");
    await expect(range(page)).toHaveAttribute("aria-valuetext", /: 2 captures, 1 answered 2xx, 1 answered 4xx$/);
    await page.keyboard.press("Shift+Home");
    await expect(range(page)).toHaveAttribute("aria-valuetext", /: 5 captures/);
    await page.keyboard.press("Enter");
    await expect(filter(page)).toHaveValue("seq:1-5");
    await expect(rows(page)).toHaveCount(5);
    await expect(range(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(filter(page)).toHaveValue("");
    await expect(rows(page)).toHaveCount(6);
    await end();
  });

  test("the time it spans is chosen, and it can be hidden; both are remembered", async ({ page }) => {
    const end = await spread(page);
    await strip(page)
      .getByRole("button", { name: /^Since/ })
      .click();
    await page.getByRole("menuitemradio", { name: "Last 10 minutes" }).click();
    await expect(strip(page)).toContainText("2xx 1");
    await page.reload();
    await live(page);
    await expect(strip(page)).toContainText("Last 10 minutes");
    await expect(strip(page)).toContainText("2xx 1");
    await page.getByRole("button", { name: "View of the list" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Traffic over time" }).click();
    await expect(strip(page)).toHaveCount(0);
    await page.reload();
    await live(page);
    await expect(rows(page)).toHaveCount(6);
    await expect(strip(page)).toHaveCount(0);
    await end();
  });
});

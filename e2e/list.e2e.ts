import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { CreatedBin } from "#lib/model/bin.ts";
import { cameEarlier } from "./harness/came-earlier.ts";
import { message, sendRaw } from "./harness/raw.ts";
import { startServer } from "./harness/server.ts";
import { expect, rows, test } from "./harness/test.ts";

const list = (page: Page) => page.getByRole("listbox", { name: "Captures" });

test("captures are grouped by day, and the day of what is on screen is named", async ({ page }) => {
  test.setTimeout(90_000);
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-list-"));
  const url = `file:${folder}/wirebin.db`;
  const server = await startServer({ DATABASE_URL: url });
  const made = await page.request.post(`${server.url}/api/bins`, { headers: { Origin: server.url }, data: {} });
  const bin = (await made.json()) as CreatedBin;
  for (let i = 1; i <= 42; i += 1) await sendRaw(server.port, message({ target: `/${bin.id}/${i}` }));
  await cameEarlier(url, 1, 40, 24 * 60 * 60_000);
  await page.goto(`${server.url}/bins/${bin.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByText("Today", { exact: true })).toBeVisible();
  await expect(rows(page, /\/40/)).toContainText("Yesterday");
  await list(page).evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await expect(page.getByText("Yesterday", { exact: true })).toBeVisible();
  await expect(page.getByText("Today", { exact: true })).toHaveCount(0);
  await page.close();
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test("what arrives above a scrolled list is counted, and a line stands where it begins", async ({ page, bin }) => {
  for (let i = 1; i <= 40; i += 1) await bin.send(`/${i}`);
  await bin.open();
  await rows(page, /\/38/).click();
  await list(page).evaluate((element) => element.scrollTo({ top: 30 }));
  for (const name of ["a", "b", "c"]) await bin.send(`/new/${name}`);
  await expect(page.getByRole("button", { name: "3 new" })).toBeVisible();
  await expect(rows(page, /\/40/)).toContainText("3 new above");
  await page.getByRole("button", { name: "3 new" }).click();
  await expect(page.getByRole("article", { name: "Capture 43" })).toBeVisible();
  await expect(page.getByText("3 new above")).toHaveCount(0);
});

test("columns and density are chosen, and remembered", async ({ page, bin }) => {
  await bin.send("/hook", { headers: [["User-Agent", "Hookshot/7"]], body: "first words" });
  await bin.open();
  await expect(rows(page)).not.toContainText("Hookshot/7");
  await page.getByRole("button", { name: "View of the list" }).click();
  await page.getByRole("menuitemcheckbox", { name: "User agent" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Number" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Preview of the body" }).click();
  await page.keyboard.press("Escape");
  await expect(rows(page)).toContainText(/#1.*Hookshot\/7/);
  await expect(rows(page)).not.toContainText("first words");
  const height = async () => (await rows(page).boundingBox())?.height ?? 0;
  const before = await height();
  await page.getByRole("button", { name: "View of the list" }).click();
  await page.getByRole("menuitemradio", { name: "Compact" }).click();
  await expect.poll(height).toBeLessThan(before);
  await page.reload();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect.poll(height).toBeLessThan(before);
  await expect(rows(page)).toContainText("#1");
});

test("the keyboard goes into the detail and back, and arrows move from anywhere", async ({ page, bin }) => {
  for (const name of ["/one", "/two", "/three"]) await bin.send(name);
  await bin.open();
  await page.keyboard.press("ArrowDown");
  await expect(rows(page, /\/two/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: "Message" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(list(page)).toBeFocused();
  await bin.send("/four");
  await expect(rows(page, /\/four/)).toBeVisible();
  await expect(list(page)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(rows(page, /\/one/)).toHaveAttribute("aria-selected", "true");
});

test("ranges and everything are chosen by keyboard", async ({ page, bin }) => {
  for (const name of ["/one", "/two", "/three", "/four"]) await bin.send(name);
  await bin.open();
  await rows(page, /\/three/).click();
  await list(page).press("Shift+ArrowDown");
  await list(page).press("Shift+ArrowDown");
  await expect(page.getByText("3 chosen")).toBeVisible();
  await expect(rows(page, /\/four/)).toHaveAttribute("aria-selected", "false");
  await list(page).press("Control+a");
  await expect(page.getByText("4 chosen")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("group", { name: "Chosen captures" })).toHaveCount(0);
  await expect(list(page)).toBeFocused();
});

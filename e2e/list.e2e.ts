import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { CreatedBin } from "#lib/model/bin.ts";
import { breakable } from "./harness/breakable.ts";
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

test("a capture that arrives moves those below it as one, and draws none of them anew", async ({ page, bin }) => {
  for (let i = 1; i <= 12; i += 1) await bin.send(`/old/${i}`);
  await bin.open();
  await expect(rows(page, /\/old\/12/)).toHaveAttribute("aria-selected", "true");
  const before = await rows(page, /\/old\/5\b/).boundingBox();
  await list(page).evaluate((element) => {
    const styled: string[] = [];
    Object.assign(window, { styled });
    new MutationObserver((records) => {
      for (const { target } of records) styled.push((target as Element).getAttribute("role") ?? "");
    }).observe(element, { subtree: true, attributeFilter: ["style"] });
  });
  await bin.send("/new");
  await expect(rows(page, /\/new/)).toBeVisible();
  const after = await rows(page, /\/old\/5\b/).boundingBox();
  expect((after?.y ?? 0) - (before?.y ?? 0)).toBe(before?.height);
  expect(await page.evaluate(() => (window as unknown as { styled: string[] }).styled)).not.toContain("option");
});

test("what arrives above a scrolled list is counted, and a line stands where it begins", async ({ page, bin }) => {
  for (let i = 1; i <= 40; i += 1) await bin.send(`/${i}`);
  await bin.open();
  await rows(page, /\/38/).click();
  await list(page).evaluate((element) => element.scrollTo({ top: 30 }));
  for (const name of ["a", "b", "c"]) await bin.send(`/new/${name}`);
  await expect(page.getByRole("button", { name: "3 new" })).toBeVisible();
  await expect(rows(page, /\/40/)).toContainText("3 new above");
  // What has come on screen is new no more; where it began can be seen for a while.
  const scrollToRow = (index: number) =>
    list(page).evaluate((element, to) => {
      element.scrollTo({ top: to * (element.querySelector("[role=option]")?.getBoundingClientRect().height ?? 0) });
    }, index);
  await scrollToRow(1);
  await expect(page.getByRole("button", { name: "1 new" })).toBeVisible();
  await expect(rows(page, /\/40/)).toContainText("3 new above");
  await page.getByRole("button", { name: "1 new" }).click();
  await expect(page.getByRole("article", { name: "Capture 43" })).toBeVisible();
  await expect(page.getByText("3 new above")).toHaveCount(0);

  // A filtered list does the same, for what fits.
  await page.getByRole("textbox", { name: "Filter the captures" }).fill("method:POST");
  await expect(page.getByText("43 of 43")).toBeVisible();
  await rows(page, /\/38/).click();
  await list(page).evaluate((element) => element.scrollTo({ top: 30 }));
  await bin.send("/new/d");
  await bin.send("/new/e", { method: "GET" });
  await bin.send("/new/f");
  await expect(page.getByRole("button", { name: "2 new" })).toBeVisible();
  await expect(rows(page, /\/c\b/)).toContainText("2 new above");
  await expect(page).toHaveTitle(/^\(2\) /);
  await scrollToRow(1);
  await expect(page.getByRole("button", { name: "1 new" })).toBeVisible();
  await expect(rows(page, /\/c\b/)).toContainText("2 new above");
  await page.getByRole("button", { name: "1 new" }).click();
  await expect(page.getByRole("article", { name: "Capture 46" })).toBeVisible();
  await expect(page.getByText("2 new above")).toHaveCount(0);
  await bin.send("/new/g");
  await expect(rows(page, /\/g\b/)).toBeInViewport();
  await expect(page).not.toHaveTitle(/^\(/);
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

test("in a compact list of every column the path keeps its room, and the others give way", async ({ page, bin }) => {
  await page.setViewportSize({ width: 1600, height: 900 });
  await bin.send("/a/rather/long/path/of/a/hook", {
    method: "DELETE",
    headers: [
      ["User-Agent", "Hookshot/7 (with a long tail of words)"],
      ["Content-Type", "multipart/form-data; boundary=x"],
    ],
    body: "words ".repeat(4000),
  });
  await bin.open();
  await page.getByRole("button", { name: "View of the list" }).click();
  for (const name of ["Number", "Source address", "User agent"])
    await page.getByRole("menuitemcheckbox", { name }).click();
  await page.getByRole("menuitemradio", { name: "Compact" }).click();
  const path = rows(page).getByText("/a/rather/long");
  const overflow = () => rows(page).evaluate((row) => row.scrollWidth - row.clientWidth);
  const splitter = page.getByRole("separator", { name: "Width of the list" });
  await splitter.focus();
  const move = async (key: string, until: number) => {
    while (Number(await splitter.getAttribute("aria-valuenow")) !== until) {
      await page.keyboard.press(key);
      const width = await splitter.getAttribute("aria-valuenow");
      expect((await path.boundingBox())?.width, `of ${width}`).toBeGreaterThan(110);
      expect(await overflow(), `of ${width}`).toBe(0);
    }
  };
  await move("ArrowLeft", 300);
  await move("ArrowRight", 900);
  await expect(rows(page).getByText("Hookshot/7")).toBeVisible();
});

test("another density leaves the list at its place", async ({ page, bin }) => {
  for (let i = 1; i <= 60; i += 1) await bin.send(`/${i}`);
  await bin.open();
  await rows(page, /\/60/).click();
  await list(page).evaluate((element) => element.scrollTo({ top: 20 * (element.scrollHeight / 60) }));
  const uppermost = () =>
    list(page).evaluate((element) => {
      const top = element.getBoundingClientRect().top + 2;
      const all = [...element.querySelectorAll("[role=option]")];
      return all.find((row) => row.getBoundingClientRect().bottom > top)?.id;
    });
  await expect.poll(uppermost).toBe("capture-40");
  await page.getByRole("button", { name: "View of the list" }).click();
  await page.getByRole("menuitemradio", { name: "Compact" }).click();
  await expect.poll(async () => (await rows(page).first().boundingBox())?.height).toBeLessThan(40);
  expect(await uppermost()).toBe("capture-40");
  const before = await rows(page, /\/39/).boundingBox();
  for (const name of ["a", "b"]) await bin.send(`/new/${name}`);
  await expect(page.getByRole("button", { name: "2 new" })).toBeVisible();
  expect(await rows(page, /\/39/).boundingBox()).toEqual(before);
});

test("the page has the shape its reader chose before any script has run", async ({ page, context, bin, browser }) => {
  await bin.send("/hook");
  await bin.open();
  await page.getByRole("button", { name: "View of the list" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Number" }).click();
  await page.getByRole("menuitemradio", { name: "Compact" }).click();
  await expect(page.getByRole("menu")).toHaveCount(0);
  await page.getByRole("separator", { name: "Width of the list" }).press("ArrowRight");
  const box = await list(page).boundingBox();
  const still = await browser.newContext({
    ...{ javaScriptEnabled: false, storageState: await context.storageState(), baseURL: new URL(page.url()).origin },
  });
  const drawn = await still.newPage();
  await drawn.goto(`/bins/${bin.id}`);
  await expect(rows(drawn)).toContainText("#1");
  expect((await rows(drawn).boundingBox())?.height).toBe((await rows(page).boundingBox())?.height);
  expect((await list(drawn).boundingBox())?.width).toBe(box?.width);
  await still.close();
});

test("at its top the list holds still under the pointer, unless the newest are followed", async ({ page, bin }) => {
  for (let i = 1; i <= 40; i += 1) await bin.send(`/${i}`);
  await bin.open();
  await bin.send("/41");
  await expect(rows(page, /\/41/)).toBeInViewport();
  await rows(page, /\/39/).click();
  const before = await rows(page, /\/39/).boundingBox();
  await bin.send("/42");
  await bin.send("/43");
  await expect(page.getByRole("button", { name: "2 new" })).toBeVisible();
  expect(await rows(page, /\/39/).boundingBox()).toEqual(before);
  await page.getByRole("button", { name: "2 new" }).click();
  await page.getByRole("textbox", { name: "Filter the captures" }).fill("path:/");
  await expect(page.getByText(/of 43/)).toBeVisible();
  await bin.send("/44");
  await expect(rows(page, /\/44/)).toBeInViewport();
});

test("a row that was clicked may scroll away, and the keys still reach the list", async ({ page, bin }) => {
  for (let i = 1; i <= 60; i += 1) await bin.send(`/${i}`);
  await bin.open();
  await rows(page, /\/60/).click();
  await list(page).evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await expect(rows(page, /\/60/)).toHaveCount(0);
  await expect(list(page)).toBeFocused();
  await page.keyboard.press("PageDown");
  await expect(page.getByRole("article", { name: "Capture 60" })).toHaveCount(0);
  await expect(list(page).getByRole("option", { selected: true })).toBeInViewport();
});

test("all that come at once light up", async ({ page, bin }) => {
  const network = await breakable(page);
  for (const path of ["/a", "/b"]) await bin.send(path);
  await bin.open();
  await rows(page, /\/a/).click();
  await network.cut();
  for (const path of ["/c", "/d", "/e"]) await bin.send(path);
  network.mend();
  await expect(rows(page)).toHaveCount(5, { timeout: 20_000 });
  const lit = await rows(page).evaluateAll((all) =>
    all.filter((row) => row.classList.contains("animate-arrive")).map(({ id }) => id),
  );
  expect(lit).toEqual(["capture-5", "capture-4", "capture-3"]);
});

test("who was away sees where the new ones begin, for a while", async ({ page, bin }) => {
  await page.clock.install();
  await page.addInitScript(() => {
    Object.defineProperty(document, "visibilityState", { get: () => Reflect.get(window, "shownAs") ?? "visible" });
  });
  const show = (as: "hidden" | "visible") =>
    page.evaluate((state) => {
      Reflect.set(window, "shownAs", state);
      document.dispatchEvent(new Event("visibilitychange"));
    }, as);
  for (const path of ["/a", "/b"]) await bin.send(path);
  await bin.open();
  await expect(page.getByRole("article", { name: "Capture 2" })).toBeVisible();
  await show("hidden");
  for (const path of ["/c", "/d"]) await bin.send(path);
  await expect(page).toHaveTitle(/^\(2\)/);
  await show("visible");
  await expect(page).not.toHaveTitle(/^\(/);
  await expect(rows(page, /\/b/)).toContainText("2 new above");
  await page.clock.fastForward(10_000);
  await expect(page.getByText("2 new above")).toHaveCount(0);
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

test("who moves by keys has all keys of the list, without having touched it", async ({ page, bin }) => {
  for (let i = 1; i <= 4; i += 1) await bin.send(`/${i}`);
  await bin.open();
  await page.keyboard.press("j");
  await expect(list(page)).toBeFocused();
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("2 chosen")).toBeVisible();
  await page.keyboard.press("Control+a");
  await expect(page.getByText("4 chosen")).toBeVisible();
});

test("who goes to the oldest and cannot get there is told so where they are, and gets there by trying again", async ({
  page,
  bin,
}) => {
  for (let sent = 0; sent < 110; sent += 1) await bin.send("/one");
  const isBeyond = ({ searchParams: asked }: URL) => asked.has("before") || asked.get("order") === "oldest";
  const refuse = { status: 503, json: { title: "The store is busy. Try again.", status: 503 } };
  await page.route(isBeyond, (route) => route.fulfill(refuse));
  await bin.open();
  await page.keyboard.press("G");
  const problem = page.getByRole("alert").filter({ hasText: "The oldest captures could not be loaded" });
  await expect(problem).toBeInViewport({ ratio: 1 });
  await expect(page.locator("#capture-110")).toBeInViewport();
  await page.unroute(isBeyond);
  await problem.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("#capture-1")).toBeInViewport();
  await expect(page.locator("#capture-1")).toHaveAttribute("aria-selected", "true");
  await expect(problem).toHaveCount(0);
});

test("ranges and everything are chosen by keyboard", async ({ page, bin }) => {
  for (const name of ["/one", "/two", "/three", "/four"]) await bin.send(name);
  await bin.open();
  await rows(page, /\/three/).click();
  await list(page).press("Shift+ArrowDown");
  await list(page).press("Shift+ArrowDown");
  await expect(page.getByText("3 chosen")).toBeVisible();
  await list(page).press("Shift+ArrowUp");
  await expect(page.getByText("2 chosen")).toBeVisible();
  await list(page).press("Shift+ArrowDown");
  await expect(page.getByText("3 chosen")).toBeVisible();
  await expect(rows(page, /\/four/)).toHaveAttribute("aria-selected", "false");
  await list(page).press("Control+a");
  await expect(page.getByText("4 chosen")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("group", { name: "Chosen captures" })).toHaveCount(0);
  await expect(list(page)).toBeFocused();
});

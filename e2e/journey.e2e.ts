import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import type { Pairs } from "#lib/http/pairs.ts";
import { startReceiver } from "./harness/receiver.ts";
import { expect, rows, test } from "./harness/test.ts";

test("someone makes a bin, sends to it, and sees the request without reloading", async ({ page, server }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Create a bin" }).click();
  await expect(page).toHaveURL(/\/bins\/[a-z2-7]{20}$/);
  await expect(page.getByRole("heading", { name: "Waiting for the first request" })).toBeVisible();
  await expect(page.getByRole("status", { name: "Connection: live" })).toBeVisible();
  const id = new URL(page.url()).pathname.split("/")[2];
  await expect(page.getByText(`${server.url}/${id}`).first()).toBeVisible();
  await fetch(`${server.url}/${id}/first?x=1`, { method: "POST", body: "hello" });
  await expect(rows(page, /POST \/first\?x=1 200/)).toBeVisible();
  await page.getByRole("link", { name: "Wirebin: all bins" }).click();
  await expect(page.getByRole("link", { name: new RegExp(id ?? "") }).first()).toBeVisible();
});

test("a newcomer makes a bin, sends, finds a header, copies a curl and resends, all within a minute", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const receiver = await startReceiver();
  const startedAt = Date.now();
  await page.goto("/");
  await page.getByRole("button", { name: "Create a bin" }).click();
  await page.getByRole("button", { name: "Send a test request" }).click();
  const detail = page.getByRole("article", { name: "Capture 1" });
  await expect(detail.getByRole("rowheader", { name: "Content-Type" })).toBeVisible();
  await detail.getByRole("button", { name: "Copy as curl" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^curl /);
  await detail.getByRole("button", { name: "Resend" }).click();
  const window = page.getByRole("dialog", { name: "Resend #1" });
  await window.getByLabel("Target URL").fill(receiver.url);
  await window.getByRole("button", { name: "Send", exact: true }).click();
  await expect(window.getByText("Succeeded", { exact: true })).toBeVisible();
  expect(receiver.messages()).toHaveLength(1);
  expect(Date.now() - startedAt).toBeLessThan(60_000);
  await receiver.close();
});

test("an empty bin sends itself a test request", async ({ page, bin }) => {
  await bin.open();
  await page.getByRole("button", { name: "Send a test request" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
});

test("a capture is shown as it was sent: target, header case and repeats, body", async ({ page, bin }) => {
  await bin.open();
  await bin.send("/a//b%2Fc?x=1&x=2", {
    headers: [
      ["X-Dup", "1"],
      ["x-dup", "2"],
      ["X-ODD-case", "kept"],
      ["Content-Type", "application/json"],
    ],
    body: '{"id":820982911946154508,"id":1,"name":"Ada"}',
  });
  await rows(page, /POST/).click();
  const detail = page.getByRole("article", { name: "Capture 1" });
  await expect(detail.getByRole("heading", { level: 2 })).toContainText("/a//b%2Fc?x=1&x=2");
  const headers = detail.getByRole("table", { name: "Headers" }).getByRole("rowheader");
  await expect(headers).toHaveText([
    "Host",
    "X-Dup",
    "x-dup",
    "X-ODD-case",
    "Content-Type",
    "Connection",
    "Content-Length",
  ]);
  await expect(detail.getByRole("table", { name: "Query" }).getByRole("rowheader")).toHaveText(["x", "x"]);
  const tree = detail.getByRole("tree", { name: "Body as a tree" });
  await expect(tree.getByRole("treeitem", { name: /id: 820982911946154508/ })).toBeVisible();
  await expect(tree.getByRole("treeitem", { name: /id: 1/ })).toBeVisible();
  await detail.getByRole("tab", { name: "Raw" }).click();
  await expect(detail.getByRole("tabpanel")).toContainText('{"id":820982911946154508,"id":1,"name":"Ada"}');
  await expect(detail.getByRole("tabpanel")).toContainText("x-dup: 2");
});

test("binary is shown as hex, and downloads byte for byte", async ({ page, bin }) => {
  const body = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
  await bin.send("/binary", { headers: [["Content-Type", "application/octet-stream"]], body });
  await bin.open();
  await rows(page).click();
  await expect(page.getByRole("region", { name: "Body" })).toContainText("00 01 02 03");
  const download = page.waitForEvent("download");
  await page
    .getByRole("button", { name: "Download body" })
    .or(page.getByRole("link", { name: "Download body" }))
    .click();
  const stream = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks)).toEqual(body);
});

test("the copied curl sends the same request again", async ({ page, bin, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await bin.send("/it's?a=b+c", { method: "PUT", headers: [["X-Quote", "it's $(id) `id`"]], body: "@/etc/hostname" });
  await bin.open();
  await rows(page).click();
  await page.getByRole("button", { name: "Copy as curl" }).click();
  // What was copied last may still be another test's.
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("@/etc/hostname");
  await promisify(execFile)("sh", ["-c", await page.evaluate(() => navigator.clipboard.readText())]);
  await expect(rows(page)).toHaveCount(2);
  const [first, second] = [await bin.api.capture(1), await bin.api.capture(2)];
  // A URL has its own host, and each sender says itself when it is done.
  const headers = (pairs: Pairs) => pairs.filter(([name]) => !/^(host|connection)$/i.test(name));
  expect(headers(second.headers)).toEqual(headers(first.headers));
  for (const part of ["method", "target", "httpVersion", "body"] as const) expect(second[part]).toEqual(first[part]);
});

test("the owner changes the reply, and the next sender gets it", async ({ page, bin }) => {
  await bin.open();
  await page.getByRole("button", { name: /Edit the reply/ }).click();
  const window = page.getByRole("dialog", { name: "Reply" });
  await window.getByLabel("Status").fill("199");
  await window.getByRole("button", { name: /Save/ }).click();
  await expect(window.getByText("A status is 200 to 599")).toBeVisible();
  await window.getByLabel("Status").fill("418");
  await window.getByRole("button", { name: /Save/ }).click();
  await expect(page.getByRole("button", { name: "Reply: 418. Edit the reply" })).toBeVisible();
  expect(await bin.send("/tea")).toMatch(/^HTTP\/1\.1 418 /);
  await expect(rows(page, /\/tea 418/)).toBeVisible();
});

test("one capture is deleted with a way back, then for good", async ({ page, bin }) => {
  await bin.send("/keep");
  await bin.send("/drop");
  await bin.open();
  await rows(page, /\/drop/).click();
  await page.keyboard.press("Delete");
  await expect(rows(page, /\/drop/)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page, /\/drop/)).toBeVisible();
  await rows(page, /\/drop/).click();
  await page.keyboard.press("Delete");
  await expect(rows(page, /\/drop/)).toHaveCount(0);
  await page.goto("/");
  await expect.poll(async () => (await bin.api.captures()).total).toBe(1);
});

test("all captures, and the bin itself, are deleted after a question", async ({ page, bin }) => {
  await bin.send("/1");
  await bin.send("/2");
  await bin.open();
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitem", { name: "Delete all captures" }).click();
  const sure = page.getByRole("button", { name: "Delete all captures" });
  await expect(sure).toBeDisabled();
  const reachesCorner = await page.getByRole("alertdialog").evaluate((element) => {
    const { left, bottom } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + 2, bottom - 2));
  });
  expect(reachesCorner).toBe(false);
  await page.getByRole("textbox", { name: "Type delete all to confirm" }).fill("delete all");
  await sure.click();
  await expect(page.getByRole("heading", { name: "Waiting for the first request" })).toBeVisible();
  expect((await bin.api.captures()).total).toBe(0);
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitem", { name: "Delete this bin" }).click();
  await page.getByRole("textbox", { name: "Type delete bin to confirm" }).fill("delete bin");
  await page.getByRole("button", { name: "Delete this bin" }).click();
  await expect.poll(async () => (await bin.api.call("")).status).toBe(404);
});

test("the keyboard does it all: move, follow, copy, resend, close, ask for help", async ({ page, bin, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  for (const path of ["/one", "/two", "/three"]) await bin.send(path);
  await bin.open();
  await rows(page, /\/three/).click();
  await page.keyboard.press("j");
  await expect(rows(page, /\/two/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("k");
  await expect(rows(page, /\/three/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Shift+G");
  await expect(rows(page, /\/one/)).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("article", { name: "Capture 1" }).getByRole("table", { name: "Headers" })).toBeVisible();
  await page.keyboard.press("c");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(new RegExp(`^curl [^]*${bin.id}/one`));
  for (const [key, window] of [
    ["r", "Resend #1"],
    ["?", "Keyboard shortcuts"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole("dialog", { name: window })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await page.keyboard.press("g");
  await page.keyboard.press("g");
  await expect(rows(page, /\/three/)).toHaveAttribute("aria-selected", "true");
  await bin.send("/four");
  await expect(rows(page, /\/four/)).toHaveAttribute("aria-selected", "true");
});

test("what the page is installed and shared with is there: manifest, icons and picture, each as large as it says", async ({
  page,
  context,
}) => {
  await page.goto("/");
  const manifest = await (await context.newCDPSession(page)).send("Page.getAppManifest");
  expect(manifest.errors).toEqual([]);
  const { start_url, icons } = JSON.parse(manifest.data ?? "") as { start_url: string; icons: Icon[] };
  expect((await page.request.get(start_url)).status()).toBe(200);
  const social = new URL((await page.locator('meta[property="og:image"]').getAttribute("content")) ?? "").pathname;
  const touch = (await page.locator('link[rel="apple-touch-icon"]').getAttribute("href")) ?? "";
  const drawn: Icon[] = [...icons, { src: social, sizes: "1200x630" }, { src: touch, sizes: "180x180" }];
  expect(drawn.map(({ purpose }) => purpose)).toContain("maskable");
  for (const { src, sizes } of drawn) {
    const size = await sizeOf(page, src);
    if (sizes === "any") expect(src).toMatch(/[.]svg$/);
    else expect(size, src).toBe(sizes);
  }
});

type Icon = { src: string; sizes: string; purpose?: string };

/** The size of a picture that this browser can draw; one that it cannot fails the test. */
function sizeOf(page: Page, src: string): Promise<string> {
  return page.evaluate(async (from) => {
    const picture = new Image();
    picture.src = from;
    await picture.decode();
    return `${picture.naturalWidth}x${picture.naturalHeight}`;
  }, src);
}

test("the page of tokens and pieces is for development only", async ({ page }) => {
  const answer = await page.goto("/design");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is no page here" })).toBeVisible();
});

import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { busyFor } from "./harness/busy.ts";
import { LAST, large, NUMBERS } from "./harness/large-json.ts";
import { film, tone } from "./harness/media.ts";
import { expect, rows, test } from "./harness/test.ts";

/** A pause that is felt; on a quiet machine the longest is a quarter of it. */
const LONGEST_MS = 200;
const TEXT: [string, string][] = [["Content-Type", "text/plain"]];

/** The worker that reads bodies hears nothing as long as `isDeaf`; the page's clock is the test's. */
async function deafWorker(page: Page): Promise<{ turn: (isDeaf: boolean) => Promise<void> }> {
  await page.addInitScript(() => {
    window.Worker = class extends Worker {
      override postMessage(...message: unknown[]) {
        if (!Reflect.get(window, "__deaf")) Reflect.apply(super.postMessage, this, message);
      }
    };
  });
  await page.clock.install();
  return { turn: (isDeaf) => page.evaluate((deaf) => void Reflect.set(window, "__deaf", deaf), isDeaf) };
}

test("a body that cannot be read in time is shown byte by byte, says why, and is tried again", async ({
  page,
  bin,
}) => {
  const worker = await deafWorker(page);
  await bin.send("/slow", { headers: TEXT, body: "hello" });
  await bin.send("/newest");
  await bin.open();
  await worker.turn(true);
  await rows(page, /slow/).click();
  const body = page.getByRole("region", { name: "Body" });
  await expect(body.getByRole("status", { name: "Rendering the body" })).toBeVisible();
  await page.clock.fastForward(10_500);
  await expect(body.getByRole("alert")).toContainText("took too long");
  await expect(body).toContainText("68 65 6c 6c 6f");
  const again = body.getByRole("button", { name: "Try again" });
  await again.press("Enter");
  await expect(again).toHaveAttribute("aria-busy", "true");
  await expect(body).toContainText("68 65 6c 6c 6f");
  await page.clock.fastForward(10_500);
  await expect(again).not.toHaveAttribute("aria-busy");
  await expect(again).toBeFocused();
  await worker.turn(false);
  await again.press("Enter");
  await expect(body).toContainText("hello");
  await expect(body.getByRole("alert")).toHaveCount(0);
});

test("a worker that did not load is loaded anew, and nobody hears of it", async ({ page, bin }) => {
  await page.addInitScript(() => {
    let fails = true;
    window.Worker = class extends Worker {
      override postMessage(message: unknown): void {
        const isFirst = fails;
        fails = false;
        if (isFirst) this.dispatchEvent(new Event("error"));
        else super.postMessage(message);
      }
    };
  });
  await bin.send("/json", { headers: [["Content-Type", "application/json"]], body: '{"paid":true}' });
  await bin.open();
  await rows(page).click();
  await expect(page.getByRole("tree")).toContainText("paid");
});

test("a body that nobody waits for any more does not hold up the next one", async ({ page, bin }) => {
  const worker = await deafWorker(page);
  await bin.send("/slow", { headers: TEXT, body: "first" });
  await bin.send("/quick", { headers: TEXT, body: "second" });
  await bin.open();
  await worker.turn(true);
  await rows(page, /slow/).click();
  const body = page.getByRole("region", { name: "Body" });
  await expect(body.getByRole("status", { name: "Rendering the body" })).toBeVisible();
  await worker.turn(false);
  await rows(page, /quick/).click();
  await expect(page.getByRole("article", { name: "Capture 2" })).toBeVisible();
  await page.clock.fastForward(1000);
  await expect(body).toContainText("second");
});

test("a picture inside a multipart body is drawn once, however many captures arrive", async ({ page, bin }) => {
  const picture = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const head = '--b\r\nContent-Disposition: form-data; name="p"; filename="p.png"\r\nContent-Type: image/png\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), picture, Buffer.from("\r\n--b--\r\n")]);
  await bin.send("/form", { headers: [["Content-Type", "multipart/form-data; boundary=b"]], body });
  await bin.open();
  await rows(page).click();
  const drawn = page.getByRole("img", { name: "Body of this capture" });
  await expect(drawn).toBeVisible();
  const before = await drawn.getAttribute("src");
  await bin.send("/another");
  await expect(rows(page, /another/)).toBeVisible();
  await expect(drawn).toHaveAttribute("src", before ?? "");
});

test("sound and film are played from what was sent", async ({ page, bin }) => {
  await bin.send("/tone", { headers: [["Content-Type", "audio/wav"]], body: tone() });
  await bin.send("/film", { headers: [["Content-Type", "application/octet-stream"]], body: film() });
  await bin.open();
  const body = page.getByRole("region", { name: "Body" });
  await rows(page, /film/).click();
  await expect(body).toContainText("video/webm");
  await expect(body).toContainText("320 × 180");
  await rows(page, /tone/).click();
  await expect(body.locator("audio")).toHaveJSProperty("duration", 1);
  for (const player of ["audio", "video"] as const) {
    await rows(page, player === "audio" ? /tone/ : /film/).click();
    await body.locator(player).evaluate(async (element: HTMLMediaElement) => {
      element.muted = true;
      await element.play();
    });
    await expect
      .poll(() => body.locator(player).evaluate((element: HTMLMediaElement) => element.currentTime))
      .toBeGreaterThan(0);
  }
});

test("gzip data that ends early is read as far as it goes, and said to end there; damaged it stays as it came", async ({
  page,
  bin,
}) => {
  const lines = Array.from({ length: 2000 }, (_, at) => `line ${at} of ${(at * 7919) % 10_007}`).join("\n");
  const packed = gzipSync(lines);
  const headers: [string, string][] = [
    ["Content-Type", "text/plain"],
    ["Content-Encoding", "gzip"],
  ];
  await bin.send("/cut", { method: "POST", headers, body: packed.subarray(0, packed.length >> 1) });
  await bin.send("/damaged", { method: "POST", headers, body: Buffer.from(packed).fill(0xff, packed.length >> 1) });
  await bin.open();
  await rows(page, /cut/).click();
  const region = page.getByRole("region", { name: "Body" });
  await expect(region).toContainText("line 3 of");
  await expect(region.getByText("The gzip data ends early")).toBeVisible();
  await rows(page, /damaged/).click();
  await expect(region.getByText("could not be undone. The bytes are not whole gzip data.")).toBeVisible();
});

test("JSON of which the first part is loaded is text, says why, and is a tree once all is there", async ({
  page,
  bin,
}) => {
  const body = JSON.stringify({ first: "line", rest: "x".repeat(1_200_000) });
  await bin.send("/large", { method: "POST", headers: [["Content-Type", "application/json"]], body });
  await bin.open();
  await rows(page).click();
  const region = page.getByRole("region", { name: "Body" });
  await expect(region.getByText("Not shown as JSON: only the first part of it is here.")).toBeVisible();
  await expect(region).toContainText('{"first":"line"');
  await region.getByRole("button", { name: "Load all" }).click();
  await expect(region.getByRole("tree")).toContainText("first");
  await expect(region.getByText(/Not shown as JSON/)).toHaveCount(0);
});

test("10 MB of JSON are read to the last value, searched, folded and copied, and the page never stands still", async ({
  page,
  bin,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const body = large();
  expect(body.length).toBeGreaterThan(10_000_000);
  await bin.send("/large", { headers: [["Content-Type", "application/json"]], body });
  await bin.open();
  await rows(page).click();
  const region = page.getByRole("region", { name: "Body" });
  const longest = await busyFor(page);
  await region.getByRole("button", { name: "Load all" }).click();
  const tree = region.getByRole("tree");
  const numbers = tree.getByRole("treeitem", { name: /^numbers/ });
  await expect(numbers).toContainText(`${NUMBERS} items`);
  const number = (at: number) => `${at}: ${at % 10}`;

  await numbers.click();
  await expect(tree.getByRole("treeitem", { name: /^0: 0/ })).toBeInViewport();
  await tree.press("End");
  const last = tree.getByRole("treeitem", { name: LAST });
  await expect(last).toBeInViewport();
  await expect(tree.getByRole("treeitem", { name: number(NUMBERS - 1) })).toBeInViewport();
  await tree.press("Home");
  await expect(tree.getByRole("treeitem", { name: /^0: 0/ })).toBeInViewport();

  // As by the scroll bar, then by the wheel.
  await tree.evaluate((element) => {
    const area = element.closest(".overflow-y-auto");
    area?.scrollTo(0, area.scrollHeight);
  });
  await expect(last).toBeInViewport({ ratio: 1 });
  await last.hover();
  await page.mouse.wheel(0, -2_200);
  const above = tree.getByRole("treeitem", { name: number(NUMBERS - 101) });
  await expect(above).toBeInViewport();
  await expect(last).not.toBeInViewport();

  const find = region.getByRole("textbox", { name: "Find in this body" });
  await find.fill("NEEDLE");
  await expect(region.getByText("1 found")).toBeVisible();
  await find.press("Enter");
  const needle = tree.getByRole("treeitem", { name: /a needle/ });
  await expect(needle).toBeInViewport();
  await expect(tree).toHaveAttribute("aria-activedescendant", (await needle.getAttribute("id")) ?? "");
  await find.fill("7");
  await expect(region.getByText("100,000+ found")).toBeVisible();
  await find.press("Escape");
  await tree.press("Home");
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft"]) await tree.press(key);
  await expect(last).toBeInViewport();
  // Taking 10 MB into the clipboard is one step of the browser's own, of any length.
  expect(await longest()).toBeLessThan(LONGEST_MS);

  await region.getByRole("button", { name: "Copy the body" }).click();
  await expect(region.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(async () => (await navigator.clipboard.readText()).slice(-200))).toContain(
    LAST.slice(-10),
  );
});

test("text, markup, bytes and the raw message are searched in all their length", async ({ page, bin }) => {
  const hostile = '<img src=x onerror="document.title=1"> (a-needle)';
  const lines = Array.from({ length: 90_000 }, (_, at) => `line ${at} ${"x".repeat(100)}`);
  for (const at of [10, 50_000, 89_990]) lines[at] = hostile;
  const body = lines.join("\n");
  expect(body.length).toBeGreaterThan(9_900_000);
  await bin.send("/log", { headers: TEXT, body });
  await bin.open();
  await rows(page).click();
  const region = page.getByRole("region", { name: "Body" });
  await region.getByRole("button", { name: "Load all" }).click();
  await expect(region.getByRole("button", { name: "Load all" })).toHaveCount(0);
  const current = region.locator("mark[aria-current=true]");
  const find = region.getByRole("textbox", { name: "Find in this text" });
  const longest = await busyFor(page);
  await find.fill("(A-NEEDLE)");
  await expect(region.getByText("3 found")).toBeVisible();
  await find.press("Enter");
  await expect(current).toHaveText("(a-needle)");
  await expect(current).toBeInViewport();
  await expect(region.getByText("1 of 3")).toBeVisible();
  await find.press("Enter");
  await expect(region.getByText("2 of 3")).toBeVisible();
  await expect(region.getByText("50001", { exact: true })).toBeInViewport();
  await expect(current).toBeInViewport();
  // Without leaving the field, which stays in sight.
  await expect(find).toBeInViewport({ ratio: 1 });
  await find.press("Shift+Enter");
  await find.press("Shift+Enter");
  await expect(region.getByText("3 of 3")).toBeVisible();
  await expect(region.getByText("89991", { exact: true })).toBeInViewport();
  await expect(current).toBeInViewport();
  await expect(region.locator("img")).toHaveCount(0);
  await find.press("Escape");
  await expect(find).toHaveValue("");
  await expect(region.locator("mark")).toHaveCount(0);

  await region.getByRole("combobox", { name: "View" }).selectOption({ label: "Hex" });
  const inBytes = region.getByRole("textbox", { name: "Find in these bytes" });
  await inBytes.fill("28 61 2d 6e");
  await expect(region.getByText("3 found")).toBeVisible();
  await inBytes.press("Shift+Enter");
  await expect(region.getByText("3 of 3")).toBeVisible();
  await expect(current.first()).toBeInViewport();
  await expect(current).toHaveText([/^(28|61|2d|6e)/, /^[(a-n]/]);
  expect(await longest()).toBeLessThan(LONGEST_MS);

  await page.getByRole("tab", { name: "Raw" }).click();
  const raw = page.getByRole("tabpanel", { name: "Raw" });
  await raw.getByRole("textbox", { name: "Find in this text" }).fill("needle");
  await expect(raw.getByText("1 found")).toBeVisible();
});

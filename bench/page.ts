import { connect, type Socket } from "node:net";
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from "@playwright/test";
import type { CreatedBin } from "#lib/model/bin.ts";
import type { CapturePage } from "#lib/model/capture.ts";
import { apiOf } from "../e2e/harness/api.ts";
import { chromiumPath } from "../e2e/harness/chromium.ts";
import { countFirstLoad, type FirstLoad } from "../e2e/harness/first-load.ts";
import { message, sendRaw } from "../e2e/harness/raw.ts";
import type { TestServer } from "../e2e/harness/server.ts";
import { watchPage } from "./watch-page.ts";

/** What somebody meets who keeps the inspector open: measured in a real browser, from the outside. */

export type OpenPage = { page: Page; devtools: CDPSession; close: () => Promise<void> };

export async function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  return chromium.launch({
    ...(executablePath !== null && { executablePath }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/** A browser that has never been here opens the bin. `interactiveMs`: from the navigation until its list is live. */
export async function openInspector(
  browser: Browser,
  server: TestServer,
  bin: CreatedBin,
): Promise<OpenPage & { interactiveMs: number }> {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  await own(context, server, bin);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  // tsx names functions with a helper of its own, which a page does not have.
  await page.addInitScript({ content: `window.__name = (value) => value; (${watchPage})();` });
  await page.goto(`/bins/${bin.id}`);
  await page.waitForFunction(() => window.watched.liveAt !== null);
  const interactiveMs = await page.evaluate(() => window.watched.liveAt ?? Number.NaN);
  return { page, devtools, interactiveMs, close: () => context.close() };
}

/** Bytes of script until a capture with a body is shown to a browser that has never been here. */
export async function firstLoad(browser: Browser, server: TestServer, bin: CreatedBin): Promise<FirstLoad> {
  const context = await browser.newContext({ baseURL: server.url });
  await own(context, server, bin);
  const page = await context.newPage();
  const counted = await countFirstLoad(page);
  await page.goto(`/bins/${bin.id}`);
  await page.getByRole("region", { name: "Body" }).getByRole("tree").waitFor();
  const loaded = await counted();
  await context.close();
  return loaded;
}

/** Makes the browser an owner of the bin. */
async function own(context: BrowserContext, server: TestServer, bin: CreatedBin): Promise<void> {
  await context.request.post(`/api/bins/${bin.id}/owners`, {
    headers: { Authorization: `Bearer ${bin.key}`, Origin: server.url },
  });
}

/**
 * Milliseconds until a row is in the page, sorted: `received`, since the server had the whole message, which is before it was committed;
 * `sent`, since its sender began to connect. `drawn`: since then, until the frame that shows it has been drawn.
 */
export async function rowDelays(server: TestServer, bin: CreatedBin, page: Page, perSecond: number, seconds: number) {
  const sent: number[] = [];
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const due = performance.now() + 1000 / perSecond;
    sent.push(performance.timeOrigin + performance.now());
    void sendRaw(server.port, message({ target: `/${bin.id}/n/${number}/` }));
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
  }
  await page.waitForFunction((count) => window.watched.rows.length >= count, sent.length);
  const rows = await page.evaluate(() => window.watched.rows);
  const received = await receivedAt(server, bin);
  const since = (kind: "addedAt" | "drawnAt", from: (number: number) => number | undefined) =>
    rows.map((row) => row[kind] - (from(row.number) ?? Number.NaN)).sort((a, b) => a - b);
  return {
    received: since("addedAt", (number) => received.get(number)),
    sent: since("addedAt", (number) => sent[number]),
    drawn: since("drawnAt", (number) => sent[number]),
  };
}

/** When the server had each of these captures, since 1970, by the number in its path; whole milliseconds. */
async function receivedAt(server: TestServer, bin: CreatedBin): Promise<Map<number, number>> {
  const api = apiOf(server.url, bin);
  const found = new Map<number, number>();
  for (let next: string | null = "limit=200"; next !== null; ) {
    const page: CapturePage = await (await api.call(`/captures?${next}`)).json();
    for (const { path, receivedAt } of page.captures) {
      const number = /\/n\/(\d+)\//.exec(path)?.[1];
      if (number !== undefined) found.set(Number(number), Date.parse(receivedAt));
    }
    next = page.next;
  }
  return found;
}

/** How far apart the frames are, sorted, while the list is scrolled through, steadily by `pixels` a frame and in leaps; with 0 it stands still. */
export function frameGaps(page: Page, frames: number, pixels: number): Promise<number[]> {
  return page.evaluate(
    ({ count, by }) =>
      new Promise<number[]>((resolve) => {
        const list = document.querySelector("[role=listbox]");
        const seen: number[] = [];
        let last = 0;
        const step = (now: number) => {
          if (last > 0) seen.push(now - last);
          last = now;
          if (!list || seen.length >= count) return resolve(seen.sort((a, b) => a - b));
          // Every two seconds to another place of the list, as with the thumb of the scroll bar.
          const leap = seen.length % 120 === 119 ? list.scrollHeight / 7 : 0;
          if (by > 0) list.scrollTop = (list.scrollTop + by + leap) % list.scrollHeight;
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    { count: frames, by: pixels },
  );
}

/** How many elements the list is made of at the moment. */
export function listElements(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll("[role=listbox] *").length);
}

/** Sends captures at a steady rate down one connection. Resolves when the last one has been answered. */
export async function sendSteadily(server: TestServer, bin: CreatedBin, perSecond: number, count: number) {
  const every = 10;
  const socket = connect(server.port, "127.0.0.1");
  const answered = countAnswers(socket, count);
  const one = Buffer.from(
    `POST /${bin.id}/burst HTTP/1.1\r\nHost: bin.test\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"paid":"yes" }`,
  );
  const started = performance.now();
  for (let sent = 0; sent < count; ) {
    const due = Math.min(count, Math.ceil(((performance.now() - started + every) * perSecond) / 1000));
    if (due > sent) socket.write(Buffer.concat(Array.from({ length: due - sent }, () => one)));
    sent = Math.max(sent, due);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  await answered;
  socket.destroy();
}

function countAnswers(socket: Socket, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = 0;
    let rest = "";
    socket.on("error", reject);
    socket.on("data", (data) => {
      const text = rest + data.toString("latin1");
      seen += text.split("HTTP/1.1 ").length - 1;
      rest = text.slice(-8).startsWith("HTTP/1.1") ? "" : text.slice(-8);
      if (seen >= count) resolve();
    });
  });
}

/** The list shows this many captures and the newest first, without a gap among those on screen. */
export async function isExact(page: Page, total: number): Promise<boolean> {
  await page.waitForFunction((wanted) => {
    const newest = document.querySelector("[role=listbox] [role=option]");
    return newest?.id === `capture-${wanted}` && newest.getAttribute("aria-setsize") === String(wanted);
  }, total);
  const seqs = await page.evaluate(() =>
    [...document.querySelectorAll("[role=listbox] [role=option]")].map(({ id }) => Number(id.slice("capture-".length))),
  );
  return seqs.every((seq, index) => seq === total - index);
}

/** The longest tasks of the page's own thread since it was asked last. */
export function longTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => window.watched.longTasks.splice(0).sort((a, b) => b - a));
}

/** What the page holds after a garbage collection. */
export async function heapMb(devtools: CDPSession): Promise<number> {
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return usedSize / 2 ** 20;
}

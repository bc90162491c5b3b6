import type { Browser } from "@playwright/test";
import type { CreatedBin } from "#lib/model/bin.ts";
import { message, sendRaw } from "../e2e/harness/raw.ts";
import type { TestServer } from "../e2e/harness/server.ts";
import { fillBin } from "./fill.mjs";
import { note } from "./notes.ts";
import {
  firstLoad,
  frameGaps,
  heapMb,
  isExact,
  launchBrowser,
  listElements,
  longTasks,
  openInspector,
  rowDelays,
  sendSteadily,
} from "./page.ts";
import { withFile, withServer } from "./wirebin.ts";

/** The inspector's figures, with their goals. */

const ms = (value: number | undefined) => `${(value ?? Number.NaN).toFixed(1)} ms`;
const at = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const AN_HOUR = 180_000;

export async function pageFigures(): Promise<void> {
  const browser = await launchBrowser();
  try {
    await withServer({}, (server, bin) => opening(browser, server, bin));
    await withServer({}, (server, bin) => following(browser, server, bin));
    await withFile((server, bin, file) => scrolling(browser, server, bin, file));
    await withServer({}, (server, bin) => flooding(browser, server, bin));
  } finally {
    await browser.close();
  }
}

async function opening(browser: Browser, server: TestServer, bin: CreatedBin): Promise<void> {
  for (let i = 0; i < 100; i += 1) await sendRaw(server.port, message({ target: `/${bin.id}/${i}`, body: "{}" }));
  const times: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const opened = await openInspector(browser, server, bin);
    times.push(opened.interactiveMs);
    await opened.close();
  }
  times.sort((a, b) => a - b);
  const spread = `${ms(times[0])} to ${ms(times.at(-1))}`;
  note("inspector live on a first visit, median of 5", `${ms(at(times, 0.5))}, ${spread}`, "", "≤ 1,500 ms");
  const { ownBytes, allBytes } = await firstLoad(browser, server, bin);
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  note("script of a first visit, compressed", `${kb(ownBytes)}, ${kb(allBytes)} with the worker's`, "", "≤ 200 kB");
}

async function following(browser: Browser, server: TestServer, bin: CreatedBin): Promise<void> {
  await sendRaw(server.port, message({ target: `/${bin.id}` }));
  const opened = await openInspector(browser, server, bin);
  const { received, sent, drawn } = await rowDelays(server, bin, opened.page, 50, 10);
  const both = (delays: number[]) => `p50 ${ms(at(delays, 0.5))}, p99 ${ms(at(delays, 0.99))}`;
  note(
    "received (and not yet committed) → row in the page, 50 a second",
    both(received),
    `from sending: ${both(sent)}; until drawn: ${both(drawn)}`,
    "p50 ≤ 10 ms, p99 ≤ 50 ms from the commit",
  );
  await opened.close();
}

async function scrolling(browser: Browser, server: TestServer, bin: CreatedBin, file: string): Promise<void> {
  await sendRaw(server.port, message({ target: `/${bin.id}` }));
  fillBin(file, bin.id, 100_000);
  const opened = await openInspector(browser, server, bin);
  const { page, devtools } = opened;
  const before = await heapMb(devtools);
  const still = await frameGaps(page, 300, 0);
  const gaps = await frameGaps(page, 1200, 100);
  const after = await heapMb(devtools);
  const dropped = (frames: number[]) => frames.filter((gap) => gap > 32).length;
  note(
    "scrolling through 100,000 rows, 1,200 frames",
    `${dropped(gaps)} over 32 ms, p99 ${ms(at(gaps, 0.99))}, ${await listElements(page)} elements, heap ${before.toFixed(0)} → ${after.toFixed(0)} MB`,
    `standing still, 300 frames: ${dropped(still)} over 32 ms, p99 ${ms(at(still, 0.99))}`,
    "0 over 32 ms, memory bounded",
  );
  await opened.close();
}

async function flooding(browser: Browser, server: TestServer, bin: CreatedBin): Promise<void> {
  await sendRaw(server.port, message({ target: `/${bin.id}` }));
  const opened = await openInspector(browser, server, bin);
  const { page, devtools } = opened;
  await longTasks(page);
  await sendSteadily(server, bin, 1000, 30_000);
  const exact = await isExact(page, 30_001);
  const [longest = 0, ...others] = await longTasks(page);
  note(
    "1,000 captures a second for 30 s",
    `${exact ? "complete" : "NOT complete"}, longest task ${ms(longest)}, ${longest > 0 ? others.length + 1 : 0} over 50 ms`,
    "",
    "complete, none over 100 ms",
  );
  const early = await heapMb(devtools);
  await sendSteadily(server, bin, 5000, AN_HOUR - 30_000);
  const held = await isExact(page, AN_HOUR + 1);
  const late = await heapMb(devtools);
  note(
    "180,000 captures, an hour at 50 a second",
    `${held ? "complete" : "NOT complete"}, heap ${early.toFixed(1)} → ${late.toFixed(1)} MB`,
    `${(late / early).toFixed(2)}`,
    "flat",
  );
  await opened.close();
}

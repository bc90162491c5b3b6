import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { CreatedBin } from "#lib/model/bin.ts";
import { fillBin } from "../bench/fill.mjs";
import { isExact, sendSteadily } from "../bench/page.ts";
import { message, sendRaw } from "./harness/raw.ts";
import { startServer, type TestServer } from "./harness/server.ts";
import { expect, rows, test } from "./harness/test.ts";

/** A bin that nothing is dropped from, on a server of its own, and the page of its owner. */
async function withBin(page: Page, work: (bin: CreatedBin, server: TestServer, file: string) => Promise<void>) {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-many-"));
  const file = path.join(folder, "wirebin.db");
  const server = await startServer({ DATABASE_URL: `file:${file}`, KEEP_CAPTURES: "0", KEEP_BYTES: "0" });
  try {
    const made = await page.request.post(`${server.url}/api/bins`, { headers: { Origin: server.url }, data: {} });
    const bin = (await made.json()) as CreatedBin;
    await sendRaw(server.port, message({ target: `/${bin.id}/first` }));
    await work(bin, server, file);
  } finally {
    await page.goto("about:blank");
    await server.dispose();
    rmSync(folder, { recursive: true });
  }
}

const list = (page: Page) => page.getByRole("listbox", { name: "Captures" });
const scrollTo = (page: Page, share: number) =>
  list(page).evaluate((element, at) => {
    element.scrollTop = at * element.scrollHeight;
  }, share);

test("any place of 100,000 captures is a scroll away, and the page stays small", async ({ page }) => {
  await withBin(page, async (bin, server, file) => {
    fillBin(file, bin.id, 100_000);
    await page.goto(`${server.url}/bins/${bin.id}`);
    await expect(rows(page).first()).toHaveAttribute("id", "capture-100001");
    await expect(rows(page).first()).toHaveAttribute("aria-setsize", "100001");
    for (const share of [0.5, 0.99, 0.25]) {
      await scrollTo(page, share);
      const place = Math.round(100_001 * (1 - share));
      await expect
        .poll(async () => {
          const ids = await rows(page).evaluateAll((all) => all.map(({ id }) => Number(id.slice("capture-".length))));
          return ids.some((seq) => Math.abs(seq - place) < 50);
        })
        .toBe(true);
      expect(await list(page).locator("*").count()).toBeLessThan(1500);
    }
    await scrollTo(page, 1);
    await expect(page.locator("#capture-1")).toBeVisible();

    // By keys, from one end to the other, and what is between stays unloaded.
    await page.keyboard.press("g");
    await page.keyboard.press("g");
    await expect(page.getByRole("article", { name: "Capture 100001" })).toBeVisible();
    await expect(page.locator("#capture-100001")).toBeInViewport();
    await page.keyboard.press("G");
    await expect(page.getByRole("article", { name: "Capture 1", exact: true })).toBeVisible();
    await expect(page.locator("#capture-1")).toBeInViewport();
    await sendRaw(server.port, message({ target: `/${bin.id}/last` }));
    await expect(page.locator("#capture-1")).toHaveAttribute("aria-posinset", "100002");
    await expect(page.locator("#capture-1")).toBeInViewport();
    await page.keyboard.press("k");
    await list(page).press("Home");
    await expect(page.locator("#capture-100002")).toBeInViewport();
    await list(page).press("End");
    await expect(page.locator("#capture-1")).toBeInViewport();
  });
});

test("1,000 captures a second for five seconds all arrive, without a gap", async ({ page }) => {
  test.setTimeout(120_000);
  await withBin(page, async (bin, server) => {
    await page.goto(`${server.url}/bins/${bin.id}`);
    await expect(page.getByRole("status", { name: "Connection: live" })).toBeVisible();
    await sendSteadily(server, bin, 1000, 5000);
    expect(await isExact(page, 5001)).toBe(true);
    // Down the whole list, screen by screen, of which tall ones need fewer: every number is met.
    await page.setViewportSize({ width: 1280, height: 3000 });
    const met = await list(page).evaluate(async (element) => {
      const seen = new Set<string>();
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const look = () => {
        for (const row of element.querySelectorAll("[role=option]")) seen.add(row.id);
      };
      for (let until = performance.now() + 80_000; performance.now() < until && !seen.has("capture-1"); ) {
        look();
        const isWaiting = element.querySelector("[aria-hidden][style*='top:']") !== null;
        if (!isWaiting) element.scrollTop += element.clientHeight;
        await frame();
        await frame();
      }
      look();
      return seen.size;
    });
    expect(met).toBe(5001);
  });
});

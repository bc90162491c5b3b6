import type { Page, Request } from "@playwright/test";
import { expect, rows, test } from "./harness/test.ts";

/** Bytes on the wire that the page itself runs. Next and React alone are about 120 kB of it. */
const PAGE_LIMIT = 200_000;
/** With the worker that reads bodies beside the page, which comes with the first body. */
const ALL_LIMIT = 215_000;

/** A browser that is never idle: what the page fetches only when it is idle does not count as the first load. */
async function neverIdle(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
}

/** Scripts that this page's own thread has fetched, by the browser's resource timing: sizes as compressed on the wire, without headers. */
function ofPage(page: Page): Promise<{ path: string; bytes: number }[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => name.split(/[?#]/)[0]?.endsWith(".js"))
      .map(({ name, encodedBodySize }) => ({ path: new URL(name).pathname, bytes: encodedBodySize })),
  );
}

test("the first screen of a bin needs at most 200 kB of script", async ({ page, bin }) => {
  const requests: Request[] = [];
  page.on("requestfinished", (request) => {
    if (new URL(request.url()).pathname.endsWith(".js")) requests.push(request);
  });
  await neverIdle(page);
  await bin.send("/paid", {
    headers: [["Content-Type", "application/json"]],
    body: JSON.stringify({ event: "invoice.paid", lines: [{ amount: 1200 }] }),
  });
  await bin.open();
  await expect(rows(page, /\/paid/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Body" })).toContainText("invoice.paid");
  await page.waitForLoadState("networkidle");

  const own = await ofPage(page);
  const ownBytes = own.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(own.filter(({ bytes }) => bytes === 0)).toEqual([]);
  expect(ownBytes, own.map(({ path, bytes }) => `${bytes} ${path}`).join("\n")).toBeLessThanOrEqual(PAGE_LIMIT);

  const files = new Map<string, number>();
  for (const request of requests) {
    const headers = (await request.response())?.headers() ?? {};
    expect(headers["content-encoding"], request.url()).toBe("br");
    files.set(new URL(request.url()).pathname, Number(headers["content-length"]));
  }
  const allBytes = [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
  test.info().annotations.push({ type: "script", description: `${ownBytes} bytes, ${allBytes} with the worker's` });
  expect(allBytes).toBeGreaterThanOrEqual(ownBytes);
  expect(allBytes).toBeLessThanOrEqual(ALL_LIMIT);
});

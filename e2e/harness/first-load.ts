import type { Page, Request } from "@playwright/test";

/** Bytes of script on the wire, compressed, without headers. */
export type FirstLoad = {
  /** What the page's own thread runs: each file. */
  own: { path: string; bytes: number }[];
  ownBytes: number;
  /** With the worker that reads bodies beside the page, which comes with the first body. */
  allBytes: number;
};

/**
 * Counts what the page fetches from here on, as in a browser that is never idle: what is fetched only when nothing else is to do is no
 * part of the first load. Call the answer when everything is shown.
 */
export async function countFirstLoad(page: Page): Promise<() => Promise<FirstLoad>> {
  const requests: Request[] = [];
  page.on("requestfinished", (request) => {
    if (pathOf(request.url()).endsWith(".js")) requests.push(request);
  });
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  return async () => {
    await page.waitForLoadState("networkidle");
    const own = await ofPage(page);
    const files = new Map<string, number>();
    for (const request of requests) {
      const headers = (await request.response())?.headers() ?? {};
      if (headers["content-encoding"] !== "br") throw new Error(`not compressed: ${request.url()}`);
      files.set(pathOf(request.url()), Number(headers["content-length"]));
    }
    const sum = (sizes: Iterable<number>) => [...sizes].reduce((all, bytes) => all + bytes, 0);
    return { own, ownBytes: sum(own.map(({ bytes }) => bytes)), allBytes: sum(files.values()) };
  };
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}

/** By the browser's resource timing, which knows this thread's files only. */
async function ofPage(page: Page): Promise<FirstLoad["own"]> {
  const fetched = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .map(({ name, encodedBodySize }) => ({ url: name, bytes: encodedBodySize })),
  );
  return fetched.map(({ url, bytes }) => ({ path: pathOf(url), bytes })).filter(({ path }) => path.endsWith(".js"));
}

import { test as base, expect, type Page } from "@playwright/test";
import type { CreatedBin, NewBin } from "#lib/model/bin.ts";
import { type Api, apiOf } from "./api.ts";
import { message, sendRaw } from "./raw.ts";
import { startServer, type TestServer } from "./server.ts";

/** A bin that this test's browser owns. Deleted when the test ends. */
export type OwnBin = CreatedBin & {
  api: Api;
  /** Opens the inspector and waits until it is live. */
  open: (page?: Page) => Promise<void>;
  /** One message over a raw socket to `/{bin}` + path; resolves with the answer. */
  send: (
    path?: string,
    options?: { method?: string; headers?: [string, string][]; body?: string | Buffer },
  ) => Promise<string>;
};

type Fixtures = { bin: OwnBin; makeBin: (settings?: NewBin) => Promise<OwnBin>; quiet: undefined };

/** What the browser may say without a test failing: the request that a test made fail on purpose. */
const EXPECTED = /Failed to load resource|WebSocket connection to .* failed/;

export const test = base.extend<Fixtures, { server: TestServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants an object pattern here, empty when nothing is used.
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.dispose();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  makeBin: async ({ context, page, server }, use) => {
    const made: OwnBin[] = [];
    await use(async (settings = {}) => {
      const response = await context.request.post(`${server.url}/api/bins`, {
        headers: { Origin: server.url },
        data: settings,
      });
      expect(response.status()).toBe(201);
      const created = (await response.json()) as CreatedBin;
      const bin: OwnBin = {
        ...created,
        api: apiOf(server.url, created),
        open: async (target = page) => {
          await target.goto(`/bins/${created.id}`);
          await expect(target.getByText("Live", { exact: true })).toBeVisible();
        },
        send: (path = "", options = {}) =>
          sendRaw(server.port, message({ target: `/${created.id}${path}`, ...options })),
      };
      made.push(bin);
      return bin;
    });
    for (const bin of made) await bin.api.call("", { method: "DELETE" });
  },
  bin: async ({ makeBin }, use) => use(await makeBin()),
  // An unexpected word on the browser's console, or an error nobody caught, fails the test.
  quiet: [
    async ({ context }, use) => {
      const said: string[] = [];
      context.on("console", (entry) => {
        if (entry.type() === "error" && !EXPECTED.test(entry.text())) said.push(entry.text());
      });
      context.on("weberror", (error) => said.push(String(error.error())));
      await use(undefined);
      expect(said).toEqual([]);
    },
    { auto: true },
  ],
});

/** The list's rows. (A picker in the detail has options too.) */
export function rows(page: Page, name?: RegExp) {
  return page.getByRole("listbox", { name: "Captures" }).getByRole("option", name ? { name } : {});
}

/** Waits for the page at `path` to answer to clicks: what the server draws stands there before that. */
export async function ready(page: Page, path: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === path);
  await expect(page.locator("html[data-ready]")).toBeAttached();
}

export { expect };

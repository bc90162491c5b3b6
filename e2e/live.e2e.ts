import { apiOf } from "./harness/api.ts";
import { message, sendRaw } from "./harness/raw.ts";
import { startServer } from "./harness/server.ts";
import { expect, rows, test } from "./harness/test.ts";

test("two browsers on one bin both see a capture", async ({ page, context, bin }) => {
  const second = await context.newPage();
  await bin.open();
  await bin.open(second);
  await bin.send("/both");
  await expect(rows(page, /\/both/)).toBeVisible();
  await expect(rows(second, /\/both/)).toBeVisible();
});

test("a browser that was offline catches up without gap or double", async ({ page, context, bin }) => {
  await bin.open();
  await bin.send("/before", { body: "text" });
  await expect(page.getByRole("region", { name: "Body" })).toBeVisible();
  await context.setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event("offline")));
  for (let i = 1; i <= 5; i += 1) await bin.send(`/missed-${i}`);
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(rows(page)).toHaveCount(6, { timeout: 20_000 });
  await bin.send("/after");
  await expect(rows(page)).toHaveCount(7);
  await expect(rows(page, /\/after/)).toHaveCount(1);
});

test("what was deleted, pinned and annotated while a browser was offline shows when it is back", async ({
  page,
  context,
  bin,
}) => {
  for (const path of ["/stays", "/goes", "/pinned"]) await bin.send(path);
  await bin.open();
  await expect(rows(page)).toHaveCount(3);
  await context.setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event("offline")));
  await expect(page.getByRole("status", { name: /Connection: offline/ })).toBeVisible();
  expect((await bin.api.call("/captures/2", { method: "DELETE" })).status).toBe(204);
  expect((await bin.api.call("/captures/3", { method: "PATCH", body: '{"pinned":true}' })).status).toBe(200);
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(rows(page)).toHaveCount(2, { timeout: 20_000 });
  await expect(rows(page, /\/pinned/)).toContainText(/pinned/i);
});

test("the page comes back by itself when the server was killed and started again", async ({ browser }) => {
  test.setTimeout(60_000);
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const made = await context.request.post(`${server.url}/api/bins`, { headers: { Origin: server.url }, data: {} });
  const bin = await made.json();
  await page.goto(`/bins/${bin.id}`);
  await expect(page.getByRole("status", { name: "Connection: live" })).toBeVisible();
  await sendRaw(server.port, message({ target: `/${bin.id}/kept` }));
  await expect(rows(page, /\/kept/)).toBeVisible();
  await server.kill();
  await expect(page.getByRole("status", { name: /Connection: (reconnecting|offline)/ })).toBeVisible();
  await server.restart();
  await sendRaw(server.port, message({ target: `/${bin.id}/while-away` }));
  await expect(page.getByRole("status", { name: "Connection: live" })).toBeVisible({ timeout: 30_000 });
  await expect(rows(page)).toHaveCount(2);
  expect((await apiOf(server.url, bin).captures()).total).toBe(2);
  await context.close();
  await server.dispose();
});

test("the selection stays where the reader put it, and new ones are counted", async ({ page, bin }) => {
  await bin.send("/first");
  await bin.send("/second");
  await bin.open();
  await rows(page, /\/first/).click();
  await bin.send("/third");
  await expect(rows(page, /\/third/)).toBeVisible();
  await expect(rows(page, /\/first/)).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
  await expect(page).toHaveTitle(/1/);
});

test("a bin that is deleted while it is open says so", async ({ page, makeBin }) => {
  const bin = await makeBin();
  await bin.open();
  await bin.api.call("", { method: "DELETE" });
  await expect(page.getByRole("heading", { name: "This bin is gone" })).toBeVisible();
});

import { apiOf, createBin } from "./harness/api.ts";
import { breakable } from "./harness/breakable.ts";
import { deliveriesOf } from "./harness/deliveries.ts";
import { freePort } from "./harness/free-port.ts";
import { message, sendRaw } from "./harness/raw.ts";
import { plainAnswer, startReceiver } from "./harness/receiver.ts";
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

test("screen readers hear of a burst in summary, at most every five seconds", async ({ page, bin }) => {
  await page.clock.install();
  await bin.open();
  const said = await page.locator('p[role="status"][aria-live="polite"]').evaluateHandle((place) => {
    const heard: { at: number; words: string }[] = [];
    const hear = () => heard.push({ at: performance.now(), words: place.textContent ?? "" });
    new MutationObserver(hear).observe(place, { childList: true, characterData: true, subtree: true });
    return heard;
  });
  const heard = () => said.evaluate((all) => all.map(({ words }) => words));
  await bin.send("/same");
  await expect.poll(heard).toEqual(["New capture: POST /same, answered 200"]);
  await Promise.all(Array.from({ length: 40 }, (_, at) => bin.send(`/burst/${at}`)));
  await expect(page.getByRole("heading", { name: "Captures 41", exact: true })).toBeVisible();
  await page.clock.fastForward(5000);
  const counts = async () => (await heard()).map((words) => Number(/^\d+/.exec(words)?.[0] ?? 1));
  await expect.poll(async () => (await counts()).reduce((sum, count) => sum + count)).toBe(41);
  // On a busy machine the burst takes longer than one turn.
  const burst = (await heard()).slice(1);
  expect(burst.length).toBeLessThanOrEqual(3);
  expect(burst.at(-1)).toMatch(/^(New capture:|\d+ new captures, the newest) POST \/burst\/\d+, answered 200$/);
  // The same words are said again: nothing else would tell that another one came.
  for (const total of [42, 43]) {
    await bin.send("/same");
    await expect(page.getByRole("heading", { name: `Captures ${total}`, exact: true })).toBeVisible();
    await page.clock.fastForward(5000);
    await expect.poll(heard).toHaveLength(1 + burst.length + total - 41);
  }
  expect((await heard()).slice(-2)).toEqual(Array(2).fill("New capture: POST /same, answered 200"));
  const moments = await said.evaluate((all) => all.map(({ at }) => at));
  for (const [index, at] of moments.slice(1).entries()) expect(at - (moments[index] ?? 0)).toBeGreaterThanOrEqual(4990);
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

test("a page of localhost, which no network has to reach, stays live when the network goes", async ({ browser }) => {
  const port = await freePort();
  const server = await startServer({ PORT: String(port), PUBLIC_URL: `http://localhost:${port}` });
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const bin = await createBin(server.url);
  await page.goto(`/bins/${bin.id}#key=${bin.key}`);
  const live = page.getByRole("status", { name: "Connection: live" });
  await expect(live).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event("offline")));
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await sendRaw(server.port, message({ target: `/${bin.id}/after` }));
  await expect(rows(page, /\/after/)).toBeVisible();
  await expect(live).toBeVisible();
  await context.close();
  await server.dispose();
});

test("what was deleted, pinned and annotated while a browser was away shows when it is back", async ({ page, bin }) => {
  const network = await breakable(page);
  for (const path of ["/stays", "/goes", "/pinned"]) await bin.send(path);
  await bin.open();
  await expect(rows(page)).toHaveCount(3);
  await network.cut();
  await expect(page.getByRole("status", { name: /Connection: (reconnecting|offline)/ })).toBeVisible();
  expect((await bin.api.call("/captures/2", { method: "DELETE" })).status).toBe(204);
  expect((await bin.api.call("/captures/3", { method: "PATCH", body: '{"pinned":true}' })).status).toBe(200);
  network.mend();
  await expect(rows(page)).toHaveCount(2, { timeout: 20_000 });
  await expect(rows(page, /\/pinned/)).toContainText(/pinned/i);
});

test("a filtered list, too, shows what happened while a browser was away", async ({ page, bin }) => {
  const network = await breakable(page);
  for (const path of ["/a/1", "/b/2", "/a/3", "/a/4"]) await bin.send(path);
  await bin.open();
  await page.getByRole("textbox", { name: "Filter the captures" }).fill("path:/a/");
  await expect(rows(page)).toHaveCount(3);
  await rows(page, /\/a\/4/).click();
  await network.cut();
  await expect(page.getByRole("status", { name: /Connection: (reconnecting|offline)/ })).toBeVisible();
  await bin.api.call("/captures/3", { method: "DELETE" });
  await bin.send("/a/5");
  network.mend();
  await expect(rows(page, /\/a\/3/)).toHaveCount(0, { timeout: 20_000 });
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first()).toContainText("/a/5");
});

test("a target's answer that the sender got in place of the bin's reply shows in the list and the detail", async ({
  page,
  bin,
}) => {
  const receiver = await startReceiver(plainAnswer(418));
  const { forward, target } = deliveriesOf(bin.dashboardUrl.split("/bins/")[0] ?? "", bin);
  await bin.open();
  await bin.send("/before");
  await page.getByRole("tab", { name: "Reply" }).click();
  await forward(await target(receiver.url), { answerWithinMs: 10_000 });
  await expect.poll(() => bin.send("/brewed")).toMatch(/^HTTP\/1\.1 418 /);
  await expect(rows(page, /\/brewed 418/).first()).toBeVisible();
  await expect(page.getByRole("tabpanel", { name: "Reply" })).toContainText("418");
  await receiver.close();
});

test("an older capture loads while a target goes on answering senders", async ({ page, bin }) => {
  const receiver = await startReceiver(plainAnswer(418));
  const { forward, target } = deliveriesOf(bin.dashboardUrl.split("/bins/")[0] ?? "", bin);
  await bin.send("/older");
  await bin.send("/newer");
  await forward(await target(receiver.url), { answerWithinMs: 10_000 });
  await bin.open();
  await expect(page.getByRole("article", { name: "Capture 2" })).toBeVisible();
  let asked = 0;
  const brewed = new Promise<void>((resolve) => {
    void page.route(/\/captures\/1$/, async (route) => {
      asked += 1;
      if (asked === 1) {
        await expect.poll(() => bin.send("/brewed")).toMatch(/^HTTP\/1\.1 418 /);
        await expect(rows(page, /\/brewed 418/).first()).toBeVisible();
        resolve();
      }
      await route.continue();
    });
  });
  await rows(page, /\/older/).click();
  await brewed;
  await expect(page.getByRole("table", { name: "Headers" })).toContainText("bin.test");
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
  expect(asked).toBe(1);
  await receiver.close();
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

test("the selection stays where the reader put it, and what comes before their eyes is not said to be new", async ({
  page,
  bin,
}) => {
  await bin.send("/first");
  await bin.send("/second");
  await bin.open();
  await rows(page, /\/first/).click();
  await bin.send("/third");
  await expect(rows(page, /\/third/)).toBeVisible();
  await expect(rows(page, /\/first/)).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
  await expect(page).not.toHaveTitle(/^\(/);
  await expect(page.getByText(/\bnew\b/)).toHaveCount(0);
});

test("a bin that is deleted while it is open says so", async ({ page, makeBin }) => {
  const bin = await makeBin();
  await bin.open();
  await bin.api.call("", { method: "DELETE" });
  await expect(page.getByRole("heading", { name: "This bin is gone" })).toBeVisible();
});

test("in a full bin the list keeps to what the bin keeps: the count stands, the oldest leave, pins stay", async ({
  page,
  makeBin,
}) => {
  const bin = await makeBin({ keep: { captures: 5 } });
  for (let i = 1; i <= 5; i += 1) await bin.send(`/${i}`);
  expect((await bin.api.call("/captures/1", { method: "PATCH", body: '{"pinned":true}' })).status).toBe(200);
  await bin.open();
  await rows(page, /\/2 /).click();
  await page.getByRole("button", { name: "Choose several" }).click();
  await page.getByRole("button", { name: "All loaded" }).click();
  await expect(page.getByText("5 chosen")).toBeVisible();
  for (let i = 6; i <= 20; i += 1) await bin.send(`/${i}`);
  await expect(rows(page, /\/20 /)).toBeVisible();
  const stored = async () => (await bin.api.captures()).captures.map(({ seq }) => `capture-${seq}`);
  const shown = () => rows(page).evaluateAll((all) => all.map(({ id }) => id));
  // The bin goes on tidying up: both are read each time.
  await expect.poll(async () => (await shown()).join() === (await stored()).join()).toBe(true);
  await expect(page.getByRole("heading", { name: `Captures ${(await stored()).length}`, exact: true })).toBeVisible();
  await expect(rows(page, /pinned/)).toHaveCount(1);
  await expect(page.getByText("1 chosen")).toBeVisible();
  await expect(page.getByText("This capture is no longer here")).toBeVisible();
});

import { expect, rows, test } from "./harness/test.ts";

test("a stranger's browser sees nothing of a bin", async ({ browser, server, bin }) => {
  await bin.send("/secret");
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.goto(`/bins/${bin.id}`);
  await expect(page.getByRole("heading", { name: "No such bin here" })).toBeVisible();
  expect(await page.content()).not.toContain("secret");
  await context.close();
});

test("the owner link opens the bin in another browser, and its key leaves the address", async ({
  browser,
  server,
  bin,
}) => {
  await bin.send("/mine");
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.goto(`/bins/${bin.id}#key=${bin.key}`);
  await expect(rows(page, /\/mine/)).toBeVisible();
  expect(page.url()).toBe(`${server.url}/bins/${bin.id}`);
  await page.reload();
  await expect(rows(page, /\/mine/)).toBeVisible();
  await context.close();
});

test("what a bin answers can do nothing to the dashboard, though it shares the host", async ({
  page,
  server,
  makeBin,
}) => {
  const html = `<!doctype html><title>reply</title><script>
    const out = {};
    try { out.cookie = document.cookie || "none"; } catch (e) { out.cookie = "refused"; }
    try { out.storage = String(localStorage.length); } catch (e) { out.storage = "refused"; }
    out.origin = String(self.origin);
    fetch("/api/bins", { credentials: "include", mode: "no-cors" }).then(r => r.type, () => "refused").then(t => out.api = t)
      .then(() => navigator.serviceWorker.register("/x").then(() => out.worker = "registered", () => out.worker = "refused"))
      .catch(() => out.worker = "refused")
      .then(() => { document.body.textContent = JSON.stringify(out); });
  </script><body>`;
  const bin = await makeBin({
    reply: {
      status: 200,
      headers: [["Content-Type", "text/html"]],
      body: { encoding: "utf8", data: html },
      delayMs: 0,
    },
  });
  await page.goto(`${server.url}/${bin.id}`);
  await expect(page.locator("body")).toContainText("worker");
  const seen = JSON.parse((await page.locator("body").textContent()) ?? "{}");
  expect(seen).toEqual({ cookie: "refused", storage: "refused", origin: "null", api: "refused", worker: "refused" });
});

test("the dashboard cannot be framed", async ({ page }) => {
  const response = await page.goto("/");
  expect(response?.headers()["x-frame-options"]).toBe("DENY");
  expect(response?.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(response?.headers()["cache-control"]).toContain("no-store");
});

test("an owner link whose server is away for a moment is tried again, with its key", async ({
  browser,
  server,
  bin,
}) => {
  await bin.send("/mine");
  for (const path of ["", "/rules"]) {
    const context = await browser.newContext({ baseURL: server.url });
    const page = await context.newPage();
    let isAway = true;
    await page.route("**/owners", (route) => (isAway ? route.abort() : route.continue()));
    await page.goto(`/bins/${bin.id}${path}#key=${bin.key}`);
    await expect(page.getByText("This bin could not be opened")).toBeVisible();
    expect(page.url()).not.toContain("key");
    isAway = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(path === "" ? rows(page, /\/mine/) : page.getByRole("heading", { name: "Reply rules" })).toBeVisible();
    await context.close();
  }
});

test("a link with a wrong key takes nothing from a browser that owns the bin", async ({ page, bin }) => {
  await bin.send("/mine");
  const claimed = page.waitForResponse(/\/owners$/);
  await page.goto(`/bins/${bin.id}#key=wrong`);
  expect((await claimed).status()).toBe(404);
  await bin.send("/after");
  await expect(rows(page, /\/after/)).toBeVisible();
  await expect(rows(page, /\/mine/)).toBeVisible();
});

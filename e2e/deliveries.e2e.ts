import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/accessible.ts";
import { breakable } from "./harness/breakable.ts";
import { deliveriesOf } from "./harness/deliveries.ts";
import { startReceiver } from "./harness/receiver.ts";
import { expect, ready, test } from "./harness/test.ts";

async function forwardTo(page: Page, url: string, retries?: string): Promise<void> {
  await page.getByRole("button", { name: "Forward captures" }).click();
  const window = page.getByRole("dialog", { name: "New forward" });
  await window.getByLabel("Target URL").fill(url);
  await window.getByRole("textbox", { name: "Name", exact: true }).fill("my machine");
  if (retries) await window.getByLabel("Retries", { exact: true }).selectOption({ label: retries });
  await window.getByRole("button", { name: "Start forwarding" }).click();
  await expect(window).toBeHidden();
  await expect(page.getByRole("list", { name: "Forwards" })).toContainText("my machine");
}

test("a forward made in the page sends a capture on, byte for byte", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.open();
  await page.getByRole("button", { name: "Bin menu" }).click();
  await page.getByRole("menuitem", { name: "Deliveries" }).click();
  await ready(page, `/bins/${bin.id}/deliveries`);
  await forwardTo(page, `${receiver.url}/hooks`);
  const body = Buffer.from([0, 255, 13, 10, 0x7b, 0xc3, 0xa9, 0x7d]);
  await bin.send("/orders/1?a=%20b", { method: "POST", headers: [["X-Signed", "as It Came"]], body });
  await page.getByRole("tab", { name: "Deliveries" }).click();
  const rows = page.getByRole("list", { name: "Deliveries" }).getByRole("listitem");
  await expect(rows).toContainText("Succeeded");
  await expect(rows.getByRole("link", { name: "Capture 1" })).toHaveAttribute("href", `/bins/${bin.id}/1`);
  const got = receiver.messages()[0] ?? Buffer.alloc(0);
  expect(got.toString("latin1")).toMatch(/^POST \/hooks\/orders\/1\?a=%20b HTTP\/1\.1\r\n/);
  expect(got.toString("latin1")).toContain("X-Signed: as It Came\r\n");
  expect(got.subarray(got.indexOf("\r\n\r\n") + 4)).toEqual(body);
  await rows.getByRole("button", { name: /Open the delivery/ }).click();
  await expect(page.getByRole("dialog", { name: "Delivery of #1" }).getByText("received")).toBeVisible();
  await receiver.close();
});

test("what nobody took is a dead letter, and is resent when the receiver is back", async ({ page, bin }) => {
  const gone = await startReceiver();
  await gone.close();
  await page.goto(`/bins/${bin.id}/deliveries`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await forwardTo(page, gone.url, "None");
  await bin.send("/one", { method: "POST", body: "1" });
  await page.getByRole("tab", { name: "Deliveries" }).click();
  const rows = page.getByRole("list", { name: "Deliveries" }).getByRole("listitem");
  await page.getByRole("button", { name: /^Dead letters/ }).click();
  await expect(rows).toContainText("Dead letter");
  const back = await startReceiver(undefined, gone.port);
  await page.getByRole("button", { name: "Resend all dead letters" }).click();
  await expect(rows).toHaveCount(0);
  await page.getByRole("button", { name: "Succeeded" }).click();
  await expect(rows).toContainText("2 attempts");
  expect(back.messages()).toHaveLength(1);
  await back.close();
});

test("secrets of a delivery's address and answer are covered, and shown when asked for", async ({ page, bin }) => {
  const answer = "user=ada&token=answer-secret";
  const receiver = await startReceiver(
    () =>
      `HTTP/1.1 200 OK\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`,
  );
  await page.goto(`/bins/${bin.id}/deliveries`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await forwardTo(page, receiver.url);
  await bin.send("/pay?token=query-secret", { method: "POST", body: "1" });
  await page.getByRole("tab", { name: "Deliveries" }).click();
  const rows = page.getByRole("list", { name: "Deliveries" }).getByRole("listitem");
  await expect(rows).toContainText("Succeeded");
  await expect(rows).toContainText("/pay?token=••••••••");
  await rows.getByRole("button", { name: /Open the delivery/ }).click();
  const window = page.getByRole("dialog", { name: "Delivery of #1" });
  await expect(window.getByRole("table", { name: "Fields" })).toContainText("ada");
  await window.getByText(/^As sent/).click();
  expect(await page.content()).not.toContain("-secret");
  await window.getByRole("button", { name: "Show secrets" }).click();
  await expect(window.getByRole("table", { name: "Fields" })).toContainText("answer-secret");
  await expect(window.getByText(/As sent/).locator("..")).toContainText("query-secret");
  await receiver.close();
});

test("what waits can be cancelled", async ({ page, bin }) => {
  const gone = await startReceiver();
  await gone.close();
  await page.goto(`/bins/${bin.id}/deliveries`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await forwardTo(page, gone.url, "Standard Webhooks");
  await bin.send("/one", { method: "POST", body: "1" });
  await expect(page.getByText("1 waiting")).toBeVisible();
  await page.getByRole("tab", { name: "Deliveries" }).click();
  await page.getByRole("button", { name: "Cancel the delivery of #1" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel delivery" }).click();
  await expect(page.getByRole("heading", { name: "Nothing has been sent on yet" })).toBeVisible();
});

test("a secret of a target is set, kept and never shown", async ({ page, bin }) => {
  await page.goto(`/bins/${bin.id}/deliveries`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await page.getByRole("tab", { name: "Targets" }).click();
  await page.getByRole("button", { name: "Save a target" }).click();
  const made = page.getByRole("dialog", { name: "New target" });
  await made.getByRole("textbox", { name: "Name", exact: true }).fill("staging");
  await made.getByLabel("Target URL").fill("http://127.0.0.1:18080/hooks");
  await made.getByRole("button", { name: "Add a header" }).click();
  await made.getByLabel("Name of header 1").fill("Authorization");
  await made.getByLabel("Value of header 1").fill("Bearer hidden");
  await made.getByRole("switch", { name: /Secret/ }).click();
  await made.getByRole("button", { name: "Save target" }).click();
  await expect(page.getByText("Authorization: set, not shown")).toBeVisible();
  await page.getByRole("button", { name: "Edit the target staging" }).click();
  const window = page.getByRole("dialog", { name: "Edit target" });
  await expect(window.getByLabel("Value of header 1")).toHaveValue("");
  await window.getByLabel("Target URL").fill("http://127.0.0.1:18081/hooks");
  await window.getByRole("button", { name: "Save target" }).click();
  await expect(window.getByText(/Give the secret value/)).toBeVisible();
});

test("an address that may not be reached is refused beside its field", async ({ page, bin }) => {
  await page.goto(`/bins/${bin.id}/deliveries`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await page.getByRole("button", { name: "Forward captures" }).click();
  const window = page.getByRole("dialog", { name: "New forward" });
  await window.getByLabel("Target URL").fill("http://169.254.169.254/");
  await window.getByRole("button", { name: "Start forwarding" }).click();
  await expect(window.getByLabel("Target URL")).toHaveAttribute("aria-invalid", "true");
});

for (const width of [1280, 390]) {
  test(`every part is accessible at ${width} pixels`, async ({ page, bin }) => {
    await page.setViewportSize({ width, height: 844 });
    const gone = await startReceiver();
    await gone.close();
    await page.goto(`/bins/${bin.id}/deliveries`);
    await ready(page, `/bins/${bin.id}/deliveries`);
    await expect(page.getByRole("heading", { name: /Forward every capture/ })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Forward captures" }).click();
    await expect(page.getByRole("dialog", { name: "New forward" })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await forwardTo(page, gone.url, "None");
    await bin.send("/one", { method: "POST", body: "1" });
    await expect(page.getByRole("button", { name: "1 dead letter" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "1 dead letter" }).click();
    await page.getByRole("button", { name: /Open the delivery/ }).click();
    await expect(page.getByRole("dialog", { name: "Delivery of #1" }).getByText("Attempt 1")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Targets" }).click();
    await expect(page.getByRole("list", { name: "Targets" })).toBeVisible();
    await expectAccessible(page);
  });
}

test("of many attempts each says what it was answered, also those long ago", async ({ page, bin }) => {
  let turn = 0;
  const receiver = await startReceiver(() => {
    turn += 1;
    const said = `answer number ${turn}`;
    return `HTTP/1.1 500 X\r\nContent-Type: text/plain\r\nContent-Length: ${said.length}\r\nConnection: close\r\n\r\n${said}`;
  });
  const make = async (path: string, body: object) =>
    (await bin.api.call(path, { method: "POST", body: JSON.stringify(body) })).json();
  const { id: target } = await make("/targets", { name: "t", url: receiver.url });
  await make("/forwards", { target, retry: { kind: "list", delaysMs: [0, 0, 0, 0] } });
  await bin.send("/one", { method: "POST", body: "1" });
  await page.goto(`/bins/${bin.id}/deliveries`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await page.getByRole("button", { name: "1 dead letter" }).click();
  await page.getByRole("button", { name: /Open the delivery/ }).click();
  const window = page.getByRole("dialog", { name: "Delivery of #1" });
  await expect(window.getByText("answer number 5")).toBeVisible();
  await window.getByRole("button", { name: "Show the answer" }).last().click();
  await expect(window.getByText("answer number 1")).toBeVisible();
  await receiver.close();
});

test("of many attempts that met no answer each says what it sent", async ({ page, bin }) => {
  const gone = await startReceiver();
  await gone.close();
  const { forward, target } = deliveriesOf(bin.dashboardUrl.split("/bins/")[0] ?? "", bin);
  await forward(await target(gone.url), { retry: { kind: "list", delaysMs: [0, 0, 0, 0] } });
  await bin.send("/one", { method: "POST", body: "1" });
  await page.goto(`/bins/${bin.id}/deliveries`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await page.getByRole("button", { name: "1 dead letter" }).click();
  await page.getByRole("button", { name: /Open the delivery/ }).click();
  const first = page
    .getByRole("dialog", { name: "Delivery of #1" })
    .getByRole("listitem")
    .filter({ hasText: "Attempt 1" });
  await first.getByRole("button", { name: "Show what was sent" }).click();
  await expect(first).toContainText("a body of 1 B");
});

test("deliveries that are there stay when they cannot be read again", async ({ page, bin }) => {
  const receiver = await startReceiver();
  const connection = await breakable(page);
  await bin.send("/x");
  await bin.api.call("/captures/1/deliveries", { method: "POST", body: JSON.stringify({ url: receiver.url }) });
  await bin.open();
  await page.getByRole("tab", { name: /Deliveries/ }).click();
  const list = page.getByRole("region", { name: "Deliveries of this capture" });
  await expect(list).toContainText(receiver.url);
  await page.route(/deliveries[?]capture=1/, (route) => route.abort());
  await connection.cut();
  connection.mend();
  await expect(list.getByRole("alert")).toContainText("Not all deliveries could be loaded.");
  await expect(list).toContainText(receiver.url);
  await page.unroute(/deliveries[?]capture=1/);
  await list.getByRole("button", { name: "Try again" }).click();
  await expect(list.getByRole("alert")).toHaveCount(0);
  await receiver.close();
});

test("older deliveries come though the list is read anew meanwhile", async ({ page, bin }) => {
  const receiver = await startReceiver();
  await bin.send("/x");
  const deliver = async () => {
    const json = JSON.stringify({ url: receiver.url });
    expect((await bin.api.call("/captures/1/deliveries", { method: "POST", body: json })).status).toBe(201);
  };
  const replay = JSON.stringify({ url: receiver.url, captures: [1], times: 105 });
  expect((await bin.api.call("/replays", { method: "POST", body: replay })).status).toBe(201);
  await expect.poll(() => receiver.messages().length).toBe(105);
  let held: (() => void) | null = null;
  await page.route("**/deliveries?*before=*", async (route) => {
    if (held === null) await new Promise<void>((resolve) => (held = resolve));
    await route.continue();
  });
  await page.goto(`/bins/${bin.id}/deliveries?part=deliveries`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  const listed = page.getByRole("list", { name: "Deliveries" }).getByRole("listitem");
  await expect(listed).toHaveCount(100);
  await page.getByRole("button", { name: "Show older deliveries" }).click();
  await expect.poll(() => held !== null).toBe(true);
  const read = page.waitForResponse((response) => /deliveries\?limit=100$/.test(response.url()));
  await deliver();
  await read;
  (held as (() => void) | null)?.();
  await expect(listed).toHaveCount(106);
  await receiver.close();
});

test("a slow answer does not put an older state of the targets over a newer one", async ({ page, bin }) => {
  let held: (() => void) | null = null;
  await page.goto(`/bins/${bin.id}/deliveries?part=targets`);
  await ready(page, `/bins/${bin.id}/deliveries`);
  await expect(page.getByRole("status", { name: "Connection: live" })).toBeVisible();
  await page.route("**/targets", async (route) => {
    if (held !== null || route.request().method() !== "GET") return route.continue();
    const old = await route.fetch();
    await new Promise<void>((resolve) => (held = resolve));
    await route.fulfill({ response: old });
  });
  await page.getByRole("button", { name: "Read again" }).click();
  await expect.poll(() => held !== null).toBe(true);
  const made = await bin.api.call("/targets", {
    method: "POST",
    body: JSON.stringify({ name: "staging", url: "http://127.0.0.1:18080/" }),
  });
  expect(made.status).toBe(201);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByRole("list", { name: "Targets" })).toContainText("staging");
  const late = page.waitForResponse(/\/targets$/);
  (held as (() => void) | null)?.();
  await (await late).finished();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(page.getByRole("list", { name: "Targets" })).toContainText("staging");
});

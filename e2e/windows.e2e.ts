import { brotliCompressSync } from "node:zlib";
import type { Route } from "@playwright/test";
import { fillInOrder } from "./harness/fill.ts";
import { modulesOf, readQr } from "./harness/read-qr.ts";
import { startReceiver } from "./harness/receiver.ts";
import { expect, rows, test } from "./harness/test.ts";

test("the palette reaches actions and other bins", async ({ page, bin, makeBin }) => {
  const other = await makeBin({ title: "The other one" });
  await bin.send("/x");
  await bin.open();
  await rows(page).click();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("edit the rep");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Reply" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("the other");
  await expect(page.getByRole("option", { name: /The other one/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/bins/${other.id}`));
});

test("the palette changes the list, the filter and the page", async ({ page, bin }) => {
  await bin.send("/x");
  await bin.send("/y");
  await bin.open();
  const run = async (words: string) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill(words);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog").getByRole("combobox")).toHaveCount(0);
  };
  await run("show column: number");
  await expect(rows(page).first()).toContainText("#2");
  await run("hide the traffic");
  await expect(page.getByRole("region", { name: "Traffic" })).toHaveCount(0);
  await run("traffic over time: last hour");
  await expect(page.getByRole("region", { name: "Traffic" })).toContainText("Last hour");
  await run("dark theme");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await run("filter by this path");
  await expect(rows(page)).toHaveCount(1);
  await run("clear the filter");
  await expect(rows(page)).toHaveCount(2);
  await run("choose all loaded");
  await expect(page.getByText("2 chosen")).toBeVisible();
  await run("delete 2 chosen captures");
  await expect(page.getByRole("alertdialog")).toContainText("Delete 2 captures?");
  await page.keyboard.press("Escape");
  await run("deliveries of this bin");
  await expect(page).toHaveURL(new RegExp(`/bins/${bin.id}/deliveries`));
});

test("the palette, which has a button of its own, reaches what only the parts on screen can do", async ({
  page,
  bin,
}) => {
  const receiver = await startReceiver();
  await bin.send("/y", {
    method: "POST",
    headers: [["Content-Type", "text/plain"]],
    body: `first line\n${"x".repeat(1_200_000)}`,
  });
  const target = JSON.stringify({ url: `${receiver.url}/ok` });
  await bin.api.call("/captures/1/deliveries", { method: "POST", body: target });
  await receiver.close();
  await bin.open();
  await rows(page).click();
  const body = page.getByRole("region", { name: "Body" });
  await expect(body).toContainText("first line");
  const run = async (words: string) => {
    await page.getByRole("button", { name: "Every action and bin" }).click();
    await page.getByRole("dialog").getByRole("combobox").fill(words);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("combobox", { name: "Every action and bin" })).toHaveCount(0);
  };
  await expect(body.getByRole("button", { name: "Load all" })).toBeVisible();
  await run("load all of the body");
  await expect(body.getByRole("button", { name: "Load all" })).toHaveCount(0);
  await run("read the body as koi8-r");
  await expect(body.getByLabel("Character set")).toHaveValue("koi8-r");
  await run("view the body as hex");
  await expect(body).toContainText("66 69 72 73 74");
  await run("tab: raw");
  await expect(page.getByRole("tab", { name: "Raw" })).toHaveAttribute("aria-selected", "true");
  await run("show cr and lf");
  await expect(page.getByRole("tabpanel", { name: "Raw" }).getByText("CR LF").first()).toBeVisible();
  await run("tab: deliveries");
  await expect(page.getByText("Succeeded", { exact: true })).toBeVisible();
  await run("compare answers");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await run("qr code");
  const code = page.getByRole("dialog").getByRole("img", { name: `QR code of ${bin.url}` });
  await expect(code).toBeVisible();
  expect(readQr(await modulesOf(code))).toBe(bin.url);
  await page.keyboard.press("Escape");
  await run("only 4xx");
  await expect(page.getByRole("textbox", { name: "Filter the captures" })).toHaveValue("status:4xx");
  await page.setViewportSize({ width: 390, height: 844 });
  await run("rename this bin");
  await expect(page.getByRole("textbox", { name: "Title" })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await run("copy a command to send: httpie");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(`http POST ${bin.url}`);
});

test("a capture is compared with the one before it on the same path", async ({ page, bin }) => {
  const json = (value: unknown) => ({
    method: "POST",
    headers: [["Content-Type", "application/json"]] as [string, string][],
    body: JSON.stringify(value),
  });
  await bin.send("/hook?try=1", json({ id: 1, state: "new", items: [1, 2] }));
  await bin.send("/other", json({ id: 9 }));
  await bin.send("/hook?try=2", json({ id: 1, state: "paid", items: [1, 2, 3] }));
  await bin.open();
  await rows(page, /try=2/).click();
  await expect(page.getByRole("region", { name: "Headers" })).toBeVisible();
  await page.keyboard.press("d");
  const window = page.getByRole("dialog", { name: "#3 compared with #1" });
  await expect(window).toContainText("state");
  await expect(window).toContainText('before: "new"');
  await expect(window).toContainText('after: "paid"');
  await expect(window).toContainText("items[2]");
  await window.getByLabel("Compare #3 with").selectOption("The previous capture");
  const previous = page.getByRole("dialog", { name: "#3 compared with #2" });
  await expect(previous).toContainText("/other");
  await previous.getByLabel("or with number").fill("3");
  await page.keyboard.press("Enter");
  await expect(previous.getByText("This is #3 itself")).toBeVisible();
  await previous.getByLabel("or with number").fill("99");
  await page.keyboard.press("Enter");
  await expect(page.getByText("There is no #99 in this bin, or not any more.")).toBeVisible();
  await page.getByRole("dialog").getByLabel("or with number").fill("#1");
  await page.keyboard.press("Enter");
  await expect(window).toContainText('after: "paid"');
  await page.keyboard.press("Escape");
  await rows(page, /\/other/).click();
  await expect(page.getByRole("article", { name: "Capture 2" }).getByRole("region", { name: "Headers" })).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.getByRole("dialog")).toContainText("No capture before this one");
});

test("two captures chosen in the list are compared, by key and from the bar", async ({ page, bin }) => {
  for (const [at, state] of ["new", "paid", "sent"].entries())
    await bin.send(`/path-${at}`, { method: "POST", body: state });
  await bin.open();
  const compare = page.getByRole("group", { name: "Chosen captures" }).getByRole("button", { name: "Compare" });
  await rows(page, /path-2/).click();
  await page.keyboard.press("x");
  await expect(compare).toBeDisabled();
  await rows(page, /path-0/).click();
  const window = page.getByRole("dialog", { name: "#3 compared with #1" });
  await page.keyboard.press("d");
  await expect(window.getByText("new", { exact: true })).toBeVisible();
  await expect(window.getByText("sent", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await compare.click();
  await expect(window).toBeVisible();
});

test("types are inferred from the chosen bodies in three languages", async ({ page, bin }) => {
  for (const body of ['{"id":1,"note":"a"}', '{"id":2}']) await bin.send("/hook", { method: "POST", body });
  await bin.open();
  await page.getByRole("button", { name: "Choose several" }).click();
  await page.getByRole("button", { name: "All loaded" }).click();
  await page.getByRole("button", { name: "Copy the chosen" }).click();
  await page.getByRole("menuitem", { name: "Types from these bodies" }).click();
  const window = page.getByRole("dialog", { name: "Types from samples" });
  await expect(window).toContainText("note?: string");
  await window.getByRole("tab", { name: "Zod" }).click();
  await expect(window).toContainText("z.object");
  await window.getByRole("tab", { name: "JSON Schema" }).click();
  await expect(window).toContainText("json-schema.org/draft/2020-12");
});

test("a part that cannot be fetched says so, leaves the page alive, and comes when tried again", async ({
  page,
  bin,
}) => {
  await bin.send("/x", { body: "the body" });
  let away = false;
  // Nothing is fetched ahead in this test: the page has to meet the failure when it needs the part.
  await page.addInitScript(() => {
    const later = window.setTimeout;
    window.setTimeout = ((task: TimerHandler, ms?: number, ...rest: unknown[]) =>
      ms === 1500 ? 0 : later(task, ms, ...rest)) as typeof window.setTimeout;
  });
  await page.route("**/_next/static/chunks/**", (route) => (away ? route.abort() : route.continue()));
  await bin.open();
  away = true;
  await rows(page).click();
  await page.getByRole("tab", { name: "Raw" }).click();
  await expect(page.getByText("The raw message could not be loaded")).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByText("This window could not be loaded")).toBeVisible();
  away = false;
  await page.getByRole("tabpanel").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("tabpanel", { name: "Raw" })).toContainText("HTTP/1.1");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("a secret that changed is covered in the comparison and in what a target was sent, until it is asked for", async ({
  page,
  bin,
}) => {
  const receiver = await startReceiver();
  for (const token of ["first-token", "other-token"]) {
    await bin.send("/hook", { headers: [["Authorization", `Bearer ${token}`]] });
  }
  await bin.open();
  await rows(page).first().click();
  await expect(page.getByRole("region", { name: "Headers" })).toBeVisible();
  await page.keyboard.press("d");
  const window = page.getByRole("dialog", { name: "#2 compared with #1" });
  await expect(window).toContainText("Authorization");
  await expect(window).not.toContainText("other-token");
  await window.getByRole("button", { name: "Show the value of Authorization" }).click();
  await expect(window).toContainText("first-token");
  await expect(window).toContainText("other-token");
  await page.keyboard.press("Escape");
  await bin.api.call("/captures/2/deliveries", { method: "POST", body: JSON.stringify({ url: receiver.url }) });
  await page.getByRole("tab", { name: /Deliveries/ }).click();
  await page.getByText(/^As sent/).click();
  const sent = page.getByRole("table", { name: "Headers as sent" });
  await expect(sent).toContainText("Authorization");
  await expect(sent).not.toContainText("other-token");
  await receiver.close();
});

test("a comparison that looked back only so far says how far", async ({ page, bin, server }) => {
  await fillInOrder(server.port, `${bin.id}/a/x`, 1005);
  await bin.send("/a");
  await page.goto(`/bins/${bin.id}/1006`);
  await expect(page.getByRole("region", { name: "Headers" })).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.getByRole("dialog")).toContainText("No capture before this one, back to #6, has the path /a.");
  await page.goto(`/bins/${bin.id}/1`);
  await expect(page.getByRole("region", { name: "Headers" })).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.getByRole("dialog")).toContainText("No capture before this one has the path /a/x.");
});

test("bodies in brotli are compared and give types, whether the browser reads them or not", async ({ page, bin }) => {
  for (const state of ["new", "paid"]) {
    await bin.send("/hook", {
      headers: [
        ["Content-Type", "application/json"],
        ["Content-Encoding", "br"],
      ],
      body: brotliCompressSync(JSON.stringify({ state })),
    });
  }
  await bin.open();
  await rows(page).first().click();
  await expect(page.getByRole("region", { name: "Headers" })).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.getByRole("dialog")).toContainText('after: "paid"');
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Types from this body" }).click();
  await expect(page.getByRole("dialog", { name: "Types from samples" })).toContainText("state: string");
});

test("the clipboard is asked while the press is handled, as Safari wants it", async ({ page, context, bin }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => {
    const { write, writeText } = Clipboard.prototype;
    const isPressed = () => window.event?.type === "click";
    const refused = () => Promise.reject(new DOMException("not now", "NotAllowedError"));
    Clipboard.prototype.write = function (items) {
      return isPressed() ? write.call(this, items) : refused();
    };
    Clipboard.prototype.writeText = function (text) {
      return isPressed() ? writeText.call(this, text) : refused();
    };
    document.execCommand = () => false;
  });
  await bin.send("/hook", { body: "the body" });
  await bin.open();
  await rows(page).click();
  await page.getByRole("button", { name: "Copy as curl" }).click();
  await expect(page.getByText("Copied as curl")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`/${bin.id}/hook`);
});

test("captures that went meanwhile are said to be gone, and take nothing from the clipboard", async ({
  page,
  context,
  bin,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  for (const body of ['{"id":1}', '{"id":2}']) await bin.send("/hook", { body });
  await bin.open();
  await page.evaluate(() => navigator.clipboard.writeText("mine"));
  await page.getByRole("button", { name: "Choose several" }).click();
  await page.getByRole("button", { name: "All loaded" }).click();
  const run = async (name: string) => {
    await page.getByRole("button", { name: "Copy the chosen" }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  const gone = (route: Route) => route.continue({ url: route.request().url().replace(/\d+$/, "999") });
  await page.route(/\/captures\/1$/, gone);
  await run("Types from these bodies");
  const window = page.getByRole("dialog", { name: "Types from samples" });
  await expect(window).toContainText("Inferred from 2 bodies, of which 1 is no longer there");
  await page.keyboard.press("Escape");
  await page.route(/\/captures\/2$/, gone);
  await run("Copy as curl");
  await expect(page.getByText("Not copied. None of these captures is there any more.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("mine");
});

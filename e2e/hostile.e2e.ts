import type { Locator } from "@playwright/test";
import { watchCanary } from "./harness/canary.ts";
import { HOSTILE_BODIES } from "./harness/hostile-bodies.ts";
import { DESKTOP, expectCalm, expectCalmAtBoth, headerText, PHONE } from "./harness/hostile-pages.ts";
import { HOSTILE, HOSTILE_FILE_NAMES } from "./harness/hostile-strings.ts";
import { message, sendRaw } from "./harness/raw.ts";
import { expect, ready, rows, test } from "./harness/test.ts";

test.describe.configure({ timeout: 180_000 });

/** As a target may carry it: what the parser lets through stays as it is, the rest is escaped. */
function targetText(text: string, most = 1500): string {
  return [...Buffer.from(text)]
    .map((byte) =>
      byte > 0x20 && byte < 0x7f && byte !== 0x23
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, "0")}`,
    )
    .join("")
    .slice(0, most);
}

const TYPES = ["text/html", "image/svg+xml", "application/xml", "text/plain"];

/** A capture whose path, query, headers, cookies, type and body are these strings. */
function messageOf(bin: string, texts: readonly string[], index: number): Buffer {
  const path = texts.map((text) => targetText(text).replaceAll("?", "%3f")).join("/");
  const query = texts.map((text) => `${targetText(text)}=${targetText(text)}`).join("&");
  const named = texts.map((text): [string, string] => [
    `X-${text.replace(/[^!#$%&'*+.^_`|~\w-]/g, "").slice(0, 60)}`,
    headerText(text),
  ]);
  const cookies = texts.map((text) => headerText(text, 200).replaceAll(";", ""));
  const first = texts[0] ?? "";
  return message({
    target: `/${bin}/${path}?${query}`,
    headers: [
      ["User-Agent", headerText(first)],
      ["Cookie", cookies.map((text) => `${text}=${text}`).join("; ")],
      ["Content-Type", index % 5 === 4 ? headerText(first, 200) : (TYPES[index % 5] ?? "")],
      ...named,
    ],
    body: Buffer.from(texts.join("\n")),
  });
}

function noteOf(texts: readonly string[]): string {
  return texts.join("\n").replaceAll("\0", "").slice(0, 2000);
}

/** Each is answered, so each is stored. */
async function sendAll(port: number, messages: readonly Buffer[]): Promise<void> {
  const queue = [...messages.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, bytes] = next;
      expect(await sendRaw(port, bytes), HOSTILE[index]).toMatch(/^HTTP\/1\.1 200 /);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

test("there are enough strings, and the canary sees what runs", async ({ page, server }) => {
  expect(new Set(HOSTILE).size).toBeGreaterThanOrEqual(200);
  const canary = await watchCanary(page, new URL(server.url).origin);
  await page.goto("/bins/none");
  await page.evaluate(() => {
    Reflect.set(window, "__pwned", 1);
    document.title = "pwned";
    alert("x");
    new Image().src = "data:image/png;base64,";
  });
  await expect
    .poll(async () => [...new Set(await canary.seen())].sort())
    .toEqual(["a dialog: x", "another title", "something ran"]);
});

test("the policy stops what would run, and the canary hears of it", async ({ browser, server }) => {
  // A page of its own: what the policy says on the console would fail the test.
  const page = await browser.newPage();
  const canary = await watchCanary(page, new URL(server.url).origin);
  await page.goto(`${server.url}/bins/none`);
  await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=window.__pwned=1>"));
  await expect.poll(async () => (await canary.seen()).join()).toMatch(/the policy stopped script-src-attr/);
  expect((await canary.seen()).join()).not.toContain("something ran");
  await page.close();
});

/** A window that shows so many rows that few steps lead through all of them. */
const TALL = 4500;

/** Resolves when the rows there are drawn. */
function nextScreen(list: Locator): Promise<void> {
  return list.evaluate(async (element) => {
    element.scrollTop += element.clientHeight;
    for (let frames = 0; frames < 2; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

test("in the list: path, query, type, preview and note", async ({ page, bin, server }) => {
  const canary = await watchCanary(page, new URL(server.url).origin);
  await sendAll(
    server.port,
    HOSTILE.map((text, index) => messageOf(bin.id, [text], index)),
  );
  const { total } = await bin.api.captures();
  expect(total).toBe(HOSTILE.length);
  const notes = HOSTILE.map((text) => noteOf([text]));
  await Promise.all(
    notes.map(async (note, index) => {
      const answer = await bin.api.call(`/captures/${index + 1}`, { method: "PATCH", body: JSON.stringify({ note }) });
      expect(answer.status, note).toBe(200);
    }),
  );
  const list = page.getByRole("listbox", { name: "Captures" });
  for (const { width } of [DESKTOP, PHONE]) {
    // Tall, so that few steps lead through all of them.
    await page.setViewportSize({ width, height: TALL });
    await page.goto(`/bins/${bin.id}`);
    // The server draws fewer rows than this window shows.
    await ready(page, `/bins/${bin.id}`);
    const met = new Set<string>();
    for (let before = -1; met.size > before; await nextScreen(list)) {
      before = met.size;
      await expect(list.locator("[aria-hidden][style*='top:']")).toHaveCount(0);
      for (const id of await rows(page).evaluateAll((all) => all.map((one) => one.id))) met.add(id);
      await expectCalm(page, canary, `the list at ${width}, after ${before} rows`);
    }
    expect(met.size).toBe(total);
  }
});

/** As many strings as one capture carries in each of its fields. */
const TOGETHER = 10;

test("in one capture: target, header names and values, cookies, note", async ({ page, bin, server }) => {
  const canary = await watchCanary(page, new URL(server.url).origin);
  const groups = HOSTILE.flatMap((_, at) => (at % TOGETHER === 0 ? [HOSTILE.slice(at, at + TOGETHER)] : []));
  for (const [index, texts] of groups.entries()) {
    await sendAll(server.port, [messageOf(bin.id, texts, index)]);
    const changes = { method: "PATCH", body: JSON.stringify({ note: noteOf(texts) }) };
    expect((await bin.api.call(`/captures/${index + 1}`, changes)).status).toBe(200);
  }
  await page.setViewportSize(DESKTOP);
  await page.goto(`/bins/${bin.id}/${groups.length}`);
  for (let seq = groups.length; seq > 0; seq -= 1) {
    const article = page.getByRole("article", { name: `Capture ${seq}`, exact: true });
    await expect(article.getByRole("table", { name: "Headers" })).toBeVisible();
    await expectCalmAtBoth(page, canary, `capture ${seq}`);
    await page.keyboard.press("j");
  }
});

for (const part of [0, 1]) {
  const bodies = HOSTILE_BODIES.filter((_, index) => index % 2 === part);
  test(`inside bodies of ${bodies.map(({ name }) => name).join(", ")}: each view of each, and the raw message`, async ({
    page,
    bin,
    server,
  }) => {
    const canary = await watchCanary(page, new URL(server.url).origin);
    for (const { type, body } of bodies)
      await bin.send("/packed", { method: "POST", headers: [["Content-Type", type]], body });
    await page.setViewportSize(DESKTOP);
    await bin.open();
    for (const [index, { name }] of bodies.entries()) {
      await page.setViewportSize(DESKTOP);
      await rows(page)
        .nth(bodies.length - 1 - index)
        .click();
      const article = page.getByRole("article", { name: `Capture ${index + 1}`, exact: true });
      const region = article.getByRole("region", { name: "Body" });
      await expect(region.getByText("sha256")).toBeVisible();
      await expectCalm(page, canary, name);
      const picker = region.getByRole("combobox", { name: "View" });
      for (const view of await picker.getByRole("option").allTextContents()) {
        await picker.selectOption({ label: view });
        await expect(region.getByRole("status", { name: "Rendering the body" })).toHaveCount(0);
        await expectCalm(page, canary, `${name} as ${view}`);
      }
      await page.setViewportSize(PHONE);
      await expectCalm(page, canary, `${name} on a phone`);
      await article.getByRole("tab", { name: "Raw" }).click();
      await expect(article.getByRole("tabpanel", { name: "Raw" })).toContainText("POST");
      await expectCalm(page, canary, `${name} raw`);
      await article.getByRole("tab", { name: "Message" }).click();
    }
  });
}

test("compared, as types, resent, copied and saved", async ({ page, bin, server, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const canary = await watchCanary(page, new URL(server.url).origin);
  const json = HOSTILE_BODIES.find(({ name }) => name === "json")?.body ?? Buffer.alloc(0);
  const headersOf = (last: string) =>
    HOSTILE.map((text, index): [string, string] => [`X-H-${index}`, `${headerText(text, 120)}${last}`]);
  const send = (last: string, body: Buffer, type: string) =>
    bin.send(`/packed?${HOSTILE.map((text) => `${targetText(text, 60)}=${last}`).join("&")}`, {
      method: "POST",
      headers: [["Content-Type", type], ...headersOf(last)],
      body,
    });
  await send("1", Buffer.from("{}"), "application/json");
  await send("2", json, "application/json");
  await page.setViewportSize(DESKTOP);
  await page.goto(`/bins/${bin.id}/2`);
  await expect(page.getByRole("region", { name: "Body" }).getByText("sha256")).toBeVisible();
  await page.keyboard.press("d");
  const compared = page.getByRole("dialog", { name: "#2 compared with #1" });
  await expect(compared.getByRole("heading", { name: /Body/ })).toBeVisible();
  await expectCalmAtBoth(page, canary, "compared");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Types from this body" }).click();
  const types = page.getByRole("dialog", { name: "Types from samples" });
  for (const language of ["TypeScript", "Zod", "JSON Schema"]) {
    await types.getByRole("tab", { name: language }).click();
    await expect(types.getByRole("tabpanel", { name: language })).toContainText("__proto__");
    await expectCalm(page, canary, `types in ${language}`);
  }
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Resend" }).click();
  const resend = page.getByRole("dialog", { name: "Resend #2" });
  await resend.getByRole("switch", { name: /Edit method/ }).click();
  await expect(resend.getByLabel("Value of header 200", { exact: true })).toBeVisible();
  await expectCalm(page, canary, "resend");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Copy as something else" }).click();
  const labels = await page.getByRole("menuitem").allTextContents();
  await page.keyboard.press("Escape");
  for (const label of labels.map((text) => text.replace(/c$/, "")).filter((text) => text !== "")) {
    await page.getByRole("button", { name: "Copy as something else" }).click();
    await page.getByRole("menuitem", { name: label }).first().click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe("");
    await expectCalm(page, canary, `copied as ${label}`);
  }
  expect(await page.evaluate(() => Reflect.get({}, "pwned"))).toBeUndefined();
});

test("as names of files: what is saved has a harmless name", async ({ page, bin, server }) => {
  const canary = await watchCanary(page, new URL(server.url).origin);
  const { body, type } = HOSTILE_BODIES.find(({ name }) => name === "multipart") ?? { body: Buffer.alloc(0), type: "" };
  await bin.send("/files", { method: "POST", headers: [["Content-Type", type]], body });
  await bin.open();
  await rows(page).click();
  const save = page.getByRole("region", { name: "Body" }).getByRole("button", { name: "Download" });
  await expect(save.nth(HOSTILE_FILE_NAMES.length)).toBeAttached();
  for (let index = 0; index < HOSTILE_FILE_NAMES.length; index += 1) {
    const download = page.waitForEvent("download");
    await save.nth(index).click();
    const name = (await download).suggestedFilename();
    expect(name).not.toMatch(/[/\\:<>|?*"\u202a-\u202e\u2066-\u2069]|^\.|^(con|nul|com1|lpt9|aux)(\.|$)/i);
    expect(name.length).toBeLessThanOrEqual(130);
  }
  await expectCalm(page, canary, "saved");
});

import { sendRaw } from "./harness/raw.ts";
import { startReceiver } from "./harness/receiver.ts";
import { expect, rows, test } from "./harness/test.ts";

const answering = (json: string) => () =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\nConnection: close\r\n\r\n${json}`;

test("a well-known header says what it means and where that is written; others are plain", async ({ page, bin }) => {
  await bin.send("/hook", {
    headers: [
      ["X-Hub-Signature-256", "sha256=00"],
      ["X-Nobody-Knows", "1"],
    ],
  });
  await bin.open();
  await rows(page).click();
  const headers = page.getByRole("table", { name: "Headers" });
  await headers.getByRole("button", { name: "Host", exact: true }).hover();
  await expect(page.getByRole("link", { name: "RFC 9110, section 7.2" })).toHaveAttribute(
    "href",
    "https://www.rfc-editor.org/rfc/rfc9110#section-7.2",
  );
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await headers.getByRole("button", { name: "X-Hub-Signature-256", exact: true }).press("Enter");
  await expect(page.getByRole("dialog", { name: "X-Hub-Signature-256" })).toContainText("HMAC-SHA256 of the body");
  await page.keyboard.press("Escape");
  await expect(headers.getByRole("rowheader", { name: "X-Nobody-Knows" }).getByRole("button")).toHaveCount(0);
});

test("of many headers those with a name or a value are found by typing, and a covered secret is not", async ({
  page,
  bin,
}) => {
  const many = Array.from({ length: 30 }, (_, at): [string, string] => [`X-Proxy-${at}`, `hop ${at}`]);
  await bin.send("/", { headers: [...many, ["Authorization", "Bearer hop-secret"], ["X-Last", "a hop 7, too"]] });
  await bin.send("/few");
  await bin.open();
  await rows(page, /few/).click();
  const headers = page.getByRole("table", { name: "Headers" });
  await expect(headers).toContainText("Host");
  const find = page.getByRole("textbox", { name: "Find among the headers" });
  await expect(find).toHaveCount(0);
  await rows(page).last().click();
  await headers.getByRole("button", { name: "Show the value of Authorization" }).click();
  await find.fill("HOP 7");
  await expect(headers.getByRole("rowheader")).toHaveText(["X-Proxy-7", "X-Last"]);
  await expect(page.getByText("2 of 34")).toBeVisible();
  await find.press("/");
  await expect(find).toHaveValue("HOP 7/");
  await expect(find).toBeFocused();
  await expect(page.getByText("None of them has this in its name or its value.")).toBeVisible();
  await find.fill("hop-secret");
  await expect(page.getByText("0 of 34")).toBeVisible();
  await find.press("Escape");
  await expect(find).toHaveValue("");
  await expect(headers.getByRole("rowheader")).toHaveCount(34);
  await expect(headers).not.toContainText("hop-secret");
});

test("without a body the headers have the whole width", async ({ page, bin }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await bin.send("/hook", { method: "POST", body: "hello" });
  await bin.send("/health");
  await bin.open();
  const widthOf = async (row: RegExp, body: string) => {
    await rows(page, row).click();
    await expect(page.getByRole("region", { name: "Body" })).toContainText(body);
    return (await page.getByRole("table", { name: "Headers" }).boundingBox())?.width ?? 0;
  };
  const beside = await widthOf(/hook/, "hello");
  expect(await widthOf(/health/, "No body came")).toBeGreaterThan(beside * 1.8);
});

test("cookies stand apart, covered until asked for", async ({ page, bin }) => {
  await bin.send("/", { headers: [["Cookie", "session=s3cret; theme=dark; theme=light"]] });
  await bin.open();
  await rows(page).click();
  const cookies = page.getByRole("table", { name: "Cookies" });
  await expect(cookies.getByRole("rowheader")).toHaveText(["session", "theme", "theme"]);
  await expect(page.getByRole("article")).not.toContainText("s3cret");
  await cookies.getByRole("button", { name: "Show the value of session" }).click();
  await expect(cookies).toContainText("s3cret");
});

test("a value deep in a document is found by typing", async ({ page, bin }) => {
  const items = Array.from({ length: 2000 }, (_, at) => ({ at, name: `item ${at}` }));
  await bin.send("/big", {
    method: "POST",
    headers: [["Content-Type", "application/json"]],
    body: JSON.stringify({ items }),
  });
  await bin.open();
  await rows(page).click();
  const find = page.getByRole("textbox", { name: "Find in this body" });
  await find.fill("item 1999");
  await expect(page.getByText("1 found")).toBeVisible();
  await find.press("Enter");
  await expect(page.getByRole("treeitem", { name: 'name: "item 1999"' })).toBeInViewport();
  await find.fill("no such thing");
  await expect(page.getByText("none", { exact: true })).toBeVisible();
});

test("the value chosen in a tree is copied by key, and its path from the palette", async ({ page, bin, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await bin.send("/tree", {
    method: "POST",
    headers: [["Content-Type", "application/json"]],
    body: '{"list":[{"odd key":12345678901234567890}]}',
  });
  await bin.open();
  await rows(page).click();
  await page.getByRole("tree").focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Control+c");
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).toBe("12345678901234567890");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("copy the path");
  await page.keyboard.press("Enter");
  await expect.poll(clipboard).toBe('list[0]["odd key"]');
  const said = page.getByText('Copied the path list[0]["odd key"]');
  await expect(said).toBeVisible();
  await expect(said).toHaveCSS("font-family", /^"Geist Variable"/);
});

test("of two trees on screen the palette copies from the one that was used last", async ({ page, bin, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const receivers = [
    await startReceiver(answering('{"from":"one"}')),
    await startReceiver(answering('{"from":"two"}')),
  ];
  await bin.send("/sent");
  for (const { url } of receivers) {
    await bin.api.call("/captures/1/deliveries", { method: "POST", body: JSON.stringify({ url }) });
  }
  await bin.open();
  await page.getByRole("tab", { name: /Deliveries/ }).click();
  await page
    .getByRole("tabpanel", { name: /Deliveries/ })
    .getByText(receivers[0]?.url ?? "")
    .click();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  for (const [tree, value] of [
    [1, "one"],
    [0, "two"],
  ] as const) {
    await page.getByRole("tree").nth(tree).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog");
    await palette.getByRole("combobox").fill("copy the value chosen");
    await expect(palette.getByRole("option", { name: "Copy the value chosen in the tree" })).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect.poll(clipboard).toBe(value);
  }
  for (const receiver of receivers) await receiver.close();
});

test("a capture is copied as any of the languages, from the menu and from the palette", async ({
  page,
  bin,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await bin.send("/hook", { method: "POST", body: "hello" });
  await bin.open();
  await rows(page).click();
  await page.getByRole("button", { name: "Copy as something else" }).click();
  await expect(page.getByRole("menuitem")).toHaveCount(14);
  await page.getByRole("menuitem", { name: "Python (requests)" }).click();
  await expect(page.getByText("Copied as Python (requests)")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("import requests");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("copy as go");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Copied as Go")).toBeVisible();
  await page.keyboard.press("y");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`${bin.url}/hook`);
});

test("the overview has the moment, the version, the whole URL as it was sent, every size, and the wait that was ordered", async ({
  page,
  bin,
  server,
}) => {
  await bin.send("/orders?id=7", { method: "POST", body: "hello" });
  await bin.api.call("", { method: "PATCH", body: JSON.stringify({ reply: { ...bin.reply, delayMs: 60 } }) });
  await bin.send("/slow");
  await sendRaw(server.port, `GET /${bin.id}/aged HTTP/1.0\r\n\r\n`);
  await bin.open();
  await rows(page, /orders/).click();
  const detail = page.getByRole("article", { name: "Capture 1" });
  const [date, time] = (await bin.api.capture(1)).receivedAt.split(/[TZ]/);
  expect(time).toMatch(/^\d\d:\d\d:\d\d[.]\d{3}$/);
  await expect(detail.getByText(`${date} ${time} +00:00`, { exact: true })).toBeVisible();
  await expect(detail.getByText("HTTP/1.1", { exact: true })).toBeVisible();
  await expect(detail.getByRole("definition").first()).toHaveText(`http://bin.test/${bin.id}/orders?id=7`);
  const head =
    `POST /${bin.id}/orders?id=7 HTTP/1.1\r\nHost: bin.test\r\nConnection: close\r\nContent-Length: 5\r\n\r\n`.length;
  await expect(detail).toContainText(`body 5 B`);
  await expect(detail).toContainText(`headers ${head} B`);
  await expect(detail).toContainText(`in all ${head + 5} B`);
  await expect(detail.getByRole("definition").last()).toHaveText(/^answered 200 OK in about \d[\d.]* m?s$/);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await detail.getByRole("button", { name: "Copy the URL as it was sent" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(`http://bin.test/${bin.id}/orders?id=7`);
  await rows(page, /slow/).click();
  const slow = page.getByRole("article", { name: "Capture 2" });
  await expect(slow).toContainText(/after 60 ms ?and about \d[\d.]* m?s/);
  await rows(page, /aged/).click();
  await expect(page.getByRole("article", { name: "Capture 3" }).getByText("HTTP/1.0", { exact: true })).toBeVisible();
});

for (const [where, size] of [
  ["a desk", { width: 1440, height: 900 }],
  ["a narrow window", { width: 1024, height: 768 }],
  ["a phone", { width: 390, height: 844 }],
] as const) {
  test(`on ${where} a URL of 7 kB takes a few lines, and unfolded it leaves the message its room`, async ({
    page,
    bin,
  }) => {
    await page.setViewportSize(size);
    await bin.send(`/long?data=${"abcdefghij".repeat(700)}&end`, { method: "POST", body: "the message" });
    await bin.open();
    await rows(page).click();
    const detail = page.getByRole("article", { name: "Capture 1" });
    const heading = detail.getByRole("heading", { level: 2 }).first();
    const heightOfLine = async () => (await heading.locator("..").boundingBox())?.height ?? 0;
    const heightOfMessage = async () => (await detail.getByRole("tabpanel").boundingBox())?.height ?? 0;
    expect(await heightOfLine()).toBeLessThan(4.5 * 28);
    await detail.getByRole("button", { name: /^Show all 7,\d+ characters/ }).click();
    await expect(heading).toContainText("&end");
    expect(await heightOfLine()).toBeLessThan(10 * 28);
    expect(await heightOfMessage()).toBeGreaterThan(200);
    await detail.getByRole("button", { name: "Show less" }).click();
    await expect.poll(heightOfLine).toBeLessThan(4.5 * 28);
  });
}

test("a URL is only folded where something of it is hidden", async ({ page, bin }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await bin.send(`/${"abcdefghij".repeat(12)}`);
  await bin.open();
  await rows(page).click();
  const fold = page.getByRole("button", { name: /^Show all/ });
  await expect(page.getByRole("tab", { name: "Message" })).toBeVisible();
  await expect(fold).toHaveCount(0);
  await page.setViewportSize({ width: 900, height: 900 });
  await expect(fold).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(fold).toHaveCount(0);
});

test("a value, pressed, becomes the filter", async ({ page, bin }) => {
  await bin.send("/a", { method: "PUT" });
  await bin.send("/b", { method: "POST" });
  await bin.open();
  await rows(page, /\/a/).click();
  await page.getByRole("button", { name: "Filter by method PUT" }).click();
  await expect(page.getByRole("textbox", { name: "Filter the captures" })).toHaveValue("method:PUT");
  await expect(rows(page)).toHaveCount(1);
});

test("the raw message shows each line's end when asked", async ({ page, bin }) => {
  await bin.send("/raw", { method: "POST", body: "one\ntwo" });
  await bin.open();
  await rows(page).click();
  await page.getByRole("tab", { name: "Raw" }).click();
  const raw = page.getByRole("tabpanel", { name: "Raw" });
  await expect(raw.getByText("CR LF")).toHaveCount(0);
  await raw.getByRole("button", { name: "Show CR and LF" }).click();
  await expect(raw.getByText("CR LF")).toHaveCount(5);
  await expect(raw.getByText("LF", { exact: true })).toHaveCount(1);
});

test("one odd byte leaves the raw message readable: the head is text, only a body that is none is hex", async ({
  page,
  bin,
}) => {
  await bin.send("/odd", {
    method: "POST",
    headers: [["X-Name", Buffer.from("caf\xe9\x85", "latin1").toString("latin1")]],
    body: Buffer.from([0x00, 0xff, 0x41]),
  });
  await bin.open();
  await rows(page).click();
  await page.getByRole("tab", { name: "Raw" }).click();
  const raw = page.getByRole("tabpanel", { name: "Raw" });
  await expect(raw).toContainText("X-Name: café⟨U+0085⟩");
  await expect(raw.getByRole("note")).toContainText("one Latin-1 character");
  await expect(raw.getByRole("region", { name: "The body, byte by byte" })).toContainText("00 ff 41");
  await raw.getByRole("button", { name: "Show CR and LF" }).click();
  await expect(raw.getByText("CR LF").first()).toBeVisible();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await raw.getByRole("button", { name: "Copy the request line and the headers" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("\r\nX-Name: caf\xe9\x85\r\n");
});

test("of a large body without text only the bytes on screen are drawn", async ({ page, bin }) => {
  await bin.send("/large", { method: "POST", body: Buffer.alloc(1_000_000, 0xee) });
  await bin.open();
  await rows(page).click();
  const body = page.getByRole("region", { name: "Body" });
  await expect(body.getByText("00000000")).toBeVisible();
  expect(await body.getByText(/^[0-9a-f]{8}$/).count()).toBeLessThan(200);
});

test("a body that was refused is not offered for loading", async ({ page, bin, server }) => {
  const head = `POST /${bin.id} HTTP/1.1\r\nHost: bin.test\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n`;
  await sendRaw(server.port, head, /HTTP\/1\.1 413/);
  await bin.open();
  await rows(page, /rejected/).click();
  await expect(page.getByText("The body was not kept.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Load all" })).toHaveCount(0);
});

test("on a phone one goes from capture to capture, with the actions at the thumb", async ({ page, bin }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/one", "/two", "/three"]) await bin.send(path);
  await page.goto(`/bins/${bin.id}`);
  await rows(page, /\/two/).click();
  const resend = await page.getByRole("button", { name: "Resend" }).boundingBox();
  expect(resend?.y ?? 0).toBeGreaterThan(844 - 60);
  await page.getByRole("button", { name: "Older capture" }).click();
  await expect(page.getByRole("article", { name: "Capture 1" })).toBeVisible();
  await page.getByRole("button", { name: "Newer capture" }).click();
  await page.getByRole("button", { name: "Newer capture" }).click();
  await expect(page.getByRole("article", { name: "Capture 3" })).toBeVisible();
  await page.getByRole("button", { name: "Captures", exact: true }).click();
  await expect(rows(page)).toHaveCount(3);
});

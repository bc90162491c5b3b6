import { readFile } from "node:fs/promises";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import { samples } from "#lib/model/samples.ts";
import { github, shopify } from "./harness/provider-payloads.ts";
import { expect, type OwnBin, rows, test } from "./harness/test.ts";
import { linesOf } from "./harness/tree-lines.ts";
import { SAMPLE_BODIES, type SampleBody } from "./screens/bodies.ts";

/** What each view shows of a body, as somebody reads it: one page a test, and many captures looked at in turn. */

/** Tall: every row of the list is there to be clicked. */
test.use({ viewport: { width: 1280, height: 2000 } });

const sample = (name: string): SampleBody => {
  const found = SAMPLE_BODIES.find((one) => one.name === name);
  if (!found) throw new Error(`no sample ${name}`);
  return found;
};

/** Sends them all, opens the bin, and gives back what shows the body of one of them. */
async function openBodies(page: Page, bin: OwnBin, bodies: readonly SampleBody[]) {
  for (const { name, type, body, encoding } of bodies) {
    const headers: [string, string][] = type === null ? [] : [["Content-Type", type]];
    if (encoding) headers.push(["Content-Encoding", encoding]);
    await bin.send(`/${name}`, { headers, body });
  }
  await bin.open();
  return async (name: string): Promise<Locator> => {
    await rows(page, new RegExp(`/${name} 200`)).click();
    const seq = bodies.findIndex((one) => one.name === name) + 1;
    const article = page.getByRole("article", { name: `Capture ${seq}`, exact: true });
    return article.getByRole("region", { name: "Body" });
  };
}

/** The first rows of a tree, each cut where the tree may cut a long text. */
const firstRows = (lines: string[]) => lines.slice(0, 30).map((line) => line.slice(0, 300));

async function expectTree(within: Locator, value: unknown): Promise<void> {
  const shown = within.getByRole("treeitem");
  await expect.poll(async () => firstRows(await shown.allTextContents())).toEqual(firstRows(linesOf(value)));
}

/** The lines of a text with their indents. */
async function expectText(within: Locator, lines: string[]): Promise<void> {
  await expect.poll(() => within.locator("code").allTextContents()).toEqual(lines);
}

async function saved(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent("download");
  await button.click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const inHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");

test("a tree says what was sent, whatever format it came in, of real payloads too", async ({ page, bin }) => {
  const json = "application/json";
  const some = (bodies: Buffer[], name: string) =>
    bodies
      .filter((_, at) => at % 75 === 0)
      .map((body, at): SampleBody => ({ name: `${name}-${at}`, type: json, body }));
  const stripe = samples().find(({ path }) => path === "/stripe");
  const real = [
    ...some(github(), "github"),
    ...some(shopify(), "shopify"),
    { name: "stripe", type: json, body: Buffer.from(stripe?.body ?? "") },
  ];
  const packed = ["msgpack", "cbor", "ndjson", "protobuf"].map(sample);
  const body = await openBodies(page, bin, [...real, ...packed]);
  for (const { name, body: sent } of real) await expectTree(await body(name), JSON.parse(sent.toString()));
  const order = JSON.parse(sample("json").body.toString());
  for (const name of ["msgpack", "cbor"]) await expectTree(await body(name), order);
  await expectTree(
    await body("ndjson"),
    [1, 2, 3].map((n) => ({ n, level: "info", message: `line ${n}` })),
  );
  const guessed = await body("protobuf");
  await expect(guessed).toContainText("Without a schema, names are unknown");
  await expect(guessed.getByRole("treeitem")).toHaveText([
    "{ 4 keys",
    "1: 150",
    '2: "Ada Lovelace"',
    "3: { 2 keys",
    '1: "TEA-1"',
    "2: 3",
    "4: 4609434218613702656 (as a float 1.5)",
  ]);
});

test("fields, parts, tables, tokens and queries are taken apart", async ({ page, bin }) => {
  const names = ["form", "slack", "multipart", "csv", "jwt", "graphql"];
  const body = await openBodies(page, bin, names.map(sample));

  const fields = (await body("form")).getByRole("table", { name: "Fields" });
  await expect(fields.getByRole("rowheader")).toHaveText(["name", "role", "role", "empty", "note"]);
  await expect(fields.getByRole("cell")).toHaveText(["Ada Lovelace", "admin", "owner", "empty", "élan & more"]);

  const payload = (await body("slack")).getByRole("region", { name: "Inside payload" });
  await expect(payload.getByRole("treeitem", { name: 'value: "approve & ship"' })).toBeVisible();
  await expect(payload.getByRole("treeitem", { name: 'username: "grace"' })).toBeVisible();

  const parts = (await body("multipart")).getByRole("listitem");
  await expect(parts).toHaveCount(3);
  await expect(parts.nth(0)).toContainText("subject");
  await expect(parts.nth(0)).toContainText("A photo of the leak");
  await expect(parts.nth(1)).toContainText("Ada <ada@example.com>");
  const photo = parts.nth(2);
  await expect(photo).toContainText("leak.png");
  await expect(photo.getByRole("img")).toHaveJSProperty("naturalWidth", 32);
  await photo.getByText("2 headers").click();
  const heads = photo.getByRole("table", { name: "Headers of this part" });
  await expect(heads.getByRole("rowheader")).toHaveText(["Content-Disposition", "Content-Type"]);
  await expect(heads.getByRole("cell")).toHaveText(['form-data; name="photo"; filename="leak.png"', "image/png"]);
  const picture = sample("image").body;
  expect(await saved(page, photo.getByRole("button", { name: "Download" }))).toEqual({
    name: "leak.png",
    bytes: picture,
  });

  const table = (await body("csv")).getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveText(["sku", "title", "quantity", "price"]);
  await expect(table.getByRole("cell")).toHaveText([
    ...["TEA-1", "Teapot, élan", "1", "199.65"],
    ...["TEA-2", 'Tea "loose"', "2", "12.50"],
  ]);

  const token = await body("jwt");
  await expect(token).toContainText("The signature was not checked");
  await expectTree(token.getByRole("region", { name: "Header" }), { alg: "RS256", kid: "2026-11", typ: "JWT" });
  await expect(token.getByRole("region", { name: "Payload" })).toContainText('sub: "user_1042"');
  await expect(token.getByRole("region", { name: "Times" })).toContainText("2026-11-22T10:52:44.000Z");

  const request = await body("graphql");
  await expect(request.getByRole("region", { name: "query" })).toContainText("query Order($id: ID!) { order(id: $id)");
  await expectTree(request.getByRole("region", { name: "variables" }), { id: "ord_1042" });
});

test("markup is laid out and never run; a picture is drawn, a document saved, other bytes are hex with their text", async ({
  page,
  bin,
}) => {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const bytes = Buffer.from("Hello, Wirebin!\0\x01\xff\x7f~", "latin1");
  const own = { name: "bytes", type: "application/octet-stream", body: bytes };
  const body = await openBodies(page, bin, [...["xml", "html", "image", "pdf"].map(sample), own]);

  await expectText(await body("xml"), [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<invoice number="2026-1042">',
    "  <customer>Müller &amp; Söhne</customer>",
    '  <line sku="TEA-1" quantity="2">Élan teapot</line>',
    '  <total currency="EUR">399.30</total>',
    "</invoice>",
  ]);

  const page1 = await body("html");
  await expectText(page1, [
    "<!doctype html>",
    "<html>",
    "  <head>",
    ...["    <title>", "      Receipt", "    </title>"],
    ...["    <style>", "      p{color:teal}", "    </style>"],
    "  </head>",
    "  <body>",
    "    <h1>Thanks</h1>",
    '    <p class="sum">€ 42.00</p>',
    ...["    <script>", '      alert("never")', "    </script>"],
    "  </body>",
    "</html>",
  ]);
  await expect(page1.locator("h1, p.sum, script, style, iframe")).toHaveCount(0);

  const picture = await body("image");
  await expect(picture.getByRole("img", { name: "Body of this capture" })).toHaveJSProperty("naturalWidth", 32);
  await expect(picture).toContainText("image/png · 32 × 32 · 2.6 kB");

  const document = await body("pdf");
  await expect(document).toContainText("A PDF document. Download it to read it.");
  const file = await saved(page, document.getByRole("link", { name: "Download body" }));
  expect(file.bytes).toEqual(sample("pdf").body);
  expect(file.name).toMatch(/\.pdf$/);

  const other = await body("bytes");
  await expect(other).toContainText(/48 65 6c 6c 6f 2c 20 57\s+69 72 65 62 69 6e 21 00\s*Hello, Wirebin!\./);
  await expect(other).toContainText(/01 ff 7f 7e\s*\.\.\.~/);
  expect(dialogs).toEqual([]);
});

/** By the zstd program: Node's own makes it from 22.15 on. */
const ZSTD = Buffer.from("KLUv/QRYPQEA+HsibmFtZSI6InZhbHVlIiwibGlzdCI6WzEsMiwzXX0BANsifuUEAGKARA==", "base64");

test("an encoded body is read, by this browser or else by the server, and its bytes are one click away", async ({
  page,
  bin,
}) => {
  const text = '{"event":"invoice.paid"}';
  const encoded: [string, string, Buffer][] = [
    ["gzip", "gzip", gzipSync(text)],
    ["deflate", "deflate", deflateSync(text)],
    ["bare-deflate", "deflate", deflateRawSync(text)],
    ["br", "br", brotliCompressSync(text)],
    ["twice", "gzip, br", brotliCompressSync(gzipSync(text))],
  ];
  const bomb = gzipSync(Buffer.alloc(32 * 1024 * 1024));
  const body = await openBodies(page, bin, [
    ...encoded.map(([name, encoding, body]) => ({ name, type: "application/json", encoding, body })),
    { name: "zstd", type: "text/plain", encoding: "zstd", body: ZSTD },
    { name: "bomb", type: "application/json", encoding: "gzip", body: bomb },
  ]);
  for (const [name, encoding, bytes] of encoded) {
    const shown = await body(name);
    await expectTree(shown, { event: "invoice.paid" });
    await shown.getByRole("button", { name: `Show the ${encoding} bytes as sent` }).click();
    await expect(shown).toContainText(inHex(bytes.subarray(0, 16)));
    await expect(shown.getByRole("tree")).toHaveCount(0);
    await shown.getByRole("button", { name: "Show decoded" }).click();
    await expectTree(shown, { event: "invoice.paid" });
  }
  const zstd = await body("zstd");
  await expectText(zstd, ['{"name":"value","list":[1,2,3]}'.repeat(40)]);
  await zstd.getByRole("button", { name: "Show the zstd bytes as sent" }).click();
  await expect(zstd).toContainText(inHex(ZSTD.subarray(0, 16)));

  const packed = await body("bomb");
  // A busy machine comes to the bound of time before the one of size.
  await expect(packed).toContainText(/gzip decodes to more than 10,485,760 bytes|Decoding gzip took too long/);
  await expect(packed).toContainText(inHex(bomb.subarray(0, 16)));
});

test("text is read in the character set declared, marked or chosen, and says what did not fit", async ({
  page,
  bin,
}) => {
  const plain = (name: string, body: Buffer, charset?: string): SampleBody => ({
    ...{ name, body },
    type: charset ? `text/plain; charset=${charset}` : "text/plain",
  });
  const koi8 = Buffer.from("f0d2c9d7c5d4", "hex");
  const body = await openBodies(page, bin, [
    plain("latin", Buffer.from("Café", "latin1"), "iso-8859-1"),
    plain("cyrillic", Buffer.from("cff0e8e2e5f2", "hex"), "windows-1251"),
    plain("japanese", Buffer.from("93fa967b8cea", "hex"), "Shift_JIS"),
    plain("marked", Buffer.from("\ufeffélan", "utf16le")),
    plain("contrary", Buffer.from("\ufeffélan", "utf8"), "iso-8859-1"),
    plain("unsaid", koi8),
    plain("broken", Buffer.from("before \xc3( after", "latin1"), "utf-8"),
  ]);
  const charset = (within: Locator) => within.getByLabel("Character set").locator("option:checked");
  for (const [name, text, said] of [
    ["latin", "Café", "windows-1252 (as declared)"],
    ["cyrillic", "Привет", "windows-1251 (as declared)"],
    ["japanese", "日本語", "shift_jis (as declared)"],
    ["marked", "élan", "utf-16le (from its byte order mark)"],
    ["contrary", "élan", "utf-8 (from its byte order mark)"],
  ] as const) {
    const shown = await body(name);
    await expectText(shown, [text]);
    await expect(charset(shown)).toHaveText(said);
  }
  await expect(await body("contrary")).toContainText("The header says iso-8859-1, the byte order mark says utf-8");

  const broken = await body("broken");
  await expectText(broken, ["before \ufffd( after"]);
  await expect(broken).toContainText("Some bytes are not utf-8 and show as \ufffd");

  const unsaid = await body("unsaid");
  await expect(unsaid).toContainText("Some bytes are not utf-8 and show as \ufffd");
  await unsaid.getByLabel("Character set").selectOption("koi8-r");
  await expectText(unsaid, ["Привет"]);
  await expect(unsaid.getByRole("alert")).toHaveCount(0);
  await expect(unsaid).not.toContainText("Some bytes are not");
});

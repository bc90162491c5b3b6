import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { openBody } from "./open-body.ts";
import { DEFAULT_LIMITS } from "./view.ts";

const LIMITS = { view: DEFAULT_LIMITS, decode: { maxLayers: 4, maxBytes: 1_000_000, maxMs: 20_000 } };
const body = new TextEncoder().encode('{"a":1}');
const headers: [string, string][] = [
  ["content-type", "application/json"],
  ["Content-Encoding", "gzip"],
];

test("the encoding comes off, then the body is shown", async () => {
  const opened = await openBody({ bytes: gzipSync(body), headers }, LIMITS);
  expect(opened).toMatchObject({ layers: ["gzip"], notDecoded: null, rendered: { view: "json", problem: null } });
  expect(opened.bytes).toEqual(body);
});

test("the encoded bytes are there when asked for", async () => {
  const opened = await openBody({ bytes: gzipSync(body), headers, asSent: true }, LIMITS);
  expect(opened).toMatchObject({ layers: [], notDecoded: null, rendered: { view: "hex", problem: null } });
});

test("what cannot be decoded is shown as it came, with the reason", async () => {
  const opened = await openBody({ bytes: body, headers }, LIMITS);
  expect(opened).toMatchObject({
    layers: [],
    notDecoded: "The bytes are not whole gzip data",
    rendered: { view: "json" },
  });
});

test("encodings in several headers are taken off in the right order", async () => {
  const twice: [string, string][] = [...headers, ["content-encoding", "gzip"]];
  const opened = await openBody({ bytes: gzipSync(gzipSync(body)), headers: twice }, LIMITS);
  expect(opened.layers).toEqual(["gzip", "gzip"]);
  expect(opened.rendered.view).toBe("json");
});

test("a view and a charset chosen by hand are used", async () => {
  const opened = await openBody(
    { bytes: new Uint8Array([0x41, 0]), headers: [], view: "text", charset: "utf-16le" },
    LIMITS,
  );
  expect(opened.rendered.result).toMatchObject({ kind: "text", text: "A", charsetFrom: "chosen" });
});

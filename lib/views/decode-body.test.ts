import { randomBytes } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type DecodeLimits, decodeBody } from "./decode-body.ts";

const LIMITS: DecodeLimits = { maxLayers: 4, maxBytes: 10 * 1024 * 1024, maxMs: 20_000 };
const body = new TextEncoder().encode('{"a":1}');
/** What the zstd program makes of it. */
const ZSTD_BODY = Buffer.from("KLUv/QRYOQAAeyJhIjoxfUiL/DI=", "base64");
const decode = (bytes: Uint8Array, encoding: string | null, limits: Partial<DecodeLimits> = {}) =>
  decodeBody(bytes, encoding, { ...LIMITS, ...limits });

describe("a content encoding is taken off", () => {
  test.each([
    ["gzip", gzipSync(body), ["gzip"]],
    ["X-GZIP", gzipSync(body), ["x-gzip"]],
    ["deflate", deflateSync(body), ["deflate"]],
    ["deflate", deflateRawSync(body), ["deflate"]],
    ["zstd", ZSTD_BODY, ["zstd"]],
    ["deflate, gzip", gzipSync(deflateSync(body)), ["gzip", "deflate"]],
    [" identity ,gzip", gzipSync(body), ["gzip"]],
  ])("%s", async (encoding, bytes, layers) => {
    expect(await decode(bytes, encoding)).toEqual({ kind: "decoded", bytes: body, layers, isCut: false });
  });

  test.each([null, "", "identity", " , "])("%j is none", async (encoding) => {
    expect(await decode(body, encoding)).toEqual({ kind: "plain" });
  });

  test("an empty body has nothing to decode", async () => {
    expect(await decode(new Uint8Array(), "gzip")).toEqual({ kind: "plain" });
  });
});

test("what ends early is decoded as far as it goes, through every layer", async () => {
  const noise = randomBytes(50_000);
  const outcome = await decode(gzipSync(deflateSync(noise)).subarray(0, 30_000), "deflate, gzip");
  if (outcome.kind !== "decoded") throw new Error(outcome.kind);
  expect(outcome).toMatchObject({ layers: ["gzip", "deflate"], isCut: true });
  expect(outcome.bytes.length).toBeGreaterThan(10_000);
  expect(noise.subarray(0, outcome.bytes.length).equals(outcome.bytes)).toBe(true);
});

describe("what cannot be decoded says why", () => {
  test.each([
    ["a wrong header", "gzip", body, "The bytes are not whole gzip data"],
    ["a stream that ends before it begins", "gzip", gzipSync(body).subarray(0, 8), "The gzip data ends early"],
    ["not deflate at all", "deflate", new Uint8Array([0xff, 0xff, 0xff]), "The bytes are not whole deflate data"],
    ["an unknown coding", "exi\r\n", body, "The content encoding exi is not known here"],
    ["twenty layers", Array(20).fill("gzip").join(","), body, "20 content encodings: at most 4 are decoded"],
  ])("%s", async (_, encoding, bytes, reason) => {
    expect(await decode(bytes, encoding)).toEqual({ kind: "failed", layers: [], reason });
  });

  test("layers that came off before are named", async () => {
    expect(await decode(gzipSync(body), "compress, gzip")).toEqual({
      kind: "failed",
      layers: ["gzip"],
      reason: "The content encoding compress is not known here",
    });
  });
});

describe("brotli", () => {
  test("without a platform that has it is said plainly, or decoded", async () => {
    const outcome = await decode(brotliCompressSync(body), "br");
    if (outcome.kind === "decoded") expect(outcome.bytes).toEqual(body);
    else expect(outcome).toMatchObject({ reason: "br cannot be decoded in this browser" });
  });

  test("is taken off by the decoder that the caller has", async () => {
    const bytes = brotliCompressSync(gzipSync(body));
    const outcome = await decodeBody(bytes, "gzip, br", LIMITS, async (given) => ({
      kind: "done",
      bytes: brotliDecompressSync(given),
    }));
    expect(outcome).toEqual({ kind: "decoded", bytes: body, layers: ["br", "gzip"], isCut: false });
  });
});

describe("bombs", () => {
  test("stop at the byte limit", async () => {
    const bomb = gzipSync(new Uint8Array(60_000_000));
    const outcome = await decode(bomb, "gzip");
    expect(outcome).toEqual({ kind: "failed", layers: [], reason: "gzip decodes to more than 10,485,760 bytes" });
  });

  test("stop inside the second layer", async () => {
    const bomb = gzipSync(gzipSync(new Uint8Array(30_000_000)));
    expect(await decode(bomb, "gzip, gzip")).toMatchObject({ kind: "failed", layers: ["gzip"] });
  });

  test("stop at the time limit", async () => {
    const bomb = gzipSync(new Uint8Array(60_000_000));
    expect(await decode(bomb, "gzip", { maxMs: 0, maxBytes: 1e9 })).toEqual({
      kind: "failed",
      layers: [],
      reason: "Decoding gzip took too long",
    });
  });
});

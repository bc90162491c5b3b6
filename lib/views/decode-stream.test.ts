import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodeStream } from "./decode-stream.ts";

const bounds = { maxBytes: 1000, deadline: 1e7 };

test("a format the platform lacks is told from bytes that are broken", async () => {
  expect(await decodeStream(new Uint8Array([1]), "lzma-of-tomorrow", bounds)).toEqual({ kind: "unsupported" });
  expect(await decodeStream(new Uint8Array([1]), "gzip", bounds)).toEqual({ kind: "broken" });
});

test("of data that ends early all that was sent comes back", async () => {
  const text = Array.from({ length: 20_000 }, (_, at) => `line ${at} of ${(at * 7919) % 10_007}\n`).join("");
  const whole = gzipSync(text);
  const wide = { maxBytes: 1e7, deadline: 1e7 };
  const cut = await decodeStream(whole.subarray(0, whole.length >> 1), "gzip", wide);
  if (cut.kind !== "cut") throw new Error(cut.kind);
  expect(cut.bytes.length).toBeGreaterThan(text.length / 3);
  expect(text.startsWith(new TextDecoder().decode(cut.bytes))).toBe(true);
  expect(await decodeStream(gzipSync("x").subarray(0, 5), "gzip", wide)).toEqual({
    kind: "cut",
    bytes: new Uint8Array(),
  });
});

test("exactly the limit is allowed, one more is not", async () => {
  expect(await decodeStream(gzipSync(new Uint8Array(1000)), "gzip", bounds)).toMatchObject({ kind: "done" });
  expect(await decodeStream(gzipSync(new Uint8Array(1001)), "gzip", bounds)).toEqual({ kind: "too-large" });
});

test("the bytes given are left as they are", async () => {
  const bytes = new Uint8Array(gzipSync("x"));
  const before = bytes.slice();
  await decodeStream(bytes, "gzip", bounds);
  expect(bytes).toEqual(before);
});

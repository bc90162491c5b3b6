import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodeStream } from "./decode-stream.ts";

const bounds = { maxBytes: 1000, deadline: 1e7 };

test("a format the platform lacks is told from bytes that are broken", async () => {
  expect(await decodeStream(new Uint8Array([1]), "lzma-of-tomorrow", bounds)).toEqual({ kind: "unsupported" });
  expect(await decodeStream(new Uint8Array([1]), "gzip", bounds)).toEqual({ kind: "broken" });
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

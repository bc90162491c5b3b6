import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeZstd } from "./decode-zstd.ts";

/** Made by the zstd program: text of 1,240 bytes, and 20,000,000 zero bytes. */
const TEXT = Buffer.from("KLUv/QRYPQEA+HsibmFtZSI6InZhbHVlIiwibGlzdCI6WzEsMiwzXX0BANsifuUEAGKARA==", "base64");
const BOMB = Buffer.from(
  "KLUv/QRYVAAAEAAAAQD7/znAAgIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAEQAAAABAP3/zQsQAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAARAAAAAEA/f/NCxACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAANoCQAh91DZ",
  "base64",
);
const bounds = { maxBytes: 10 * 1024 * 1024, deadline: 1e9 };

test("what the zstd program made comes back, several frames too", async () => {
  const text = '{"name":"value","list":[1,2,3]}'.repeat(40);
  const one = await decodeZstd(TEXT, bounds);
  expect(one.kind === "done" && Buffer.from(one.bytes).toString()).toBe(text);
  const two = await decodeZstd(Buffer.concat([TEXT, TEXT]), bounds);
  expect(two.kind === "done" && Buffer.from(two.bytes).toString()).toBe(text + text);
});

test("of data that ends early all whole blocks come back", async () => {
  const cut = await decodeZstd(BOMB.subarray(0, -20), { ...bounds, maxBytes: 30_000_000 });
  expect(cut.kind).toBe("cut");
  expect(cut.kind === "cut" && cut.bytes.length).toBeGreaterThan(19_000_000);
});

test("a bomb stops at the limit, exactly the limit is allowed", async () => {
  expect(await decodeZstd(BOMB, bounds)).toEqual({ kind: "too-large" });
  expect(await decodeZstd(TEXT, { ...bounds, maxBytes: 1240 })).toMatchObject({ kind: "done" });
  expect(await decodeZstd(TEXT, { ...bounds, maxBytes: 1239 })).toEqual({ kind: "too-large" });
});

test("a window beyond what a content coding may ask for reserves nothing", async () => {
  const greedy = Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa0, 0x11, 0x00, 0x00, 0x68, 0x69]);
  expect(await decodeZstd(greedy, bounds)).toEqual({ kind: "too-large" });
});

test("time is looked at between any two blocks", async () => {
  expect(await decodeZstd(BOMB, { maxBytes: 1e9, deadline: 0 })).toEqual({ kind: "too-slow" });
});

test("whatever bytes come, it never throws and keeps to the limit", async () => {
  const damaged = fc
    .array(fc.tuple(fc.nat(TEXT.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    .map((changes) => {
      const bytes = new Uint8Array(TEXT);
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, fc.uint8Array({ maxLength: 60 })), async (bytes) => {
      const outcome = await decodeZstd(bytes, { ...bounds, maxBytes: 5000 });
      if (outcome.kind === "done") expect(outcome.bytes.length).toBeLessThanOrEqual(5000);
    }),
    { numRuns: 500 },
  );
});

import { expect, test } from "vitest";
import { isBinId } from "./bin.ts";
import { hashSecret, newBinId, newSecret, newUuid } from "./ids.ts";

test("a generated bin id is 20 characters of base32 and a bin's address", () => {
  const ids = new Set(Array.from({ length: 500 }, newBinId));
  expect(ids.size).toBe(500);
  for (const id of ids) {
    expect(id).toMatch(/^[a-z2-7]{20}$/);
    expect(isBinId(id)).toBe(true);
  }
});

test("a secret is 256 bits and kept as its SHA-256", () => {
  expect(newSecret()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(newSecret()).not.toBe(newSecret());
  expect(Buffer.from(hashSecret("abc")).toString("hex")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

test("a UUIDv7 carries its moment, version and variant, and never repeats", () => {
  const now = 0x0123456789ab;
  const ids = Array.from({ length: 2000 }, () => newUuid(now));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("later ids sort after earlier ones", () => {
  expect(newUuid(1) < newUuid(2)).toBe(true);
  expect(newUuid(Date.UTC(2026, 0)) < newUuid(Date.UTC(2027, 0))).toBe(true);
});

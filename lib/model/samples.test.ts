import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { samples } from "./samples.ts";

const named = (name: string) => samples().find((sample) => sample.name === name);

test("the gzip'd sample is JSON", () => {
  expect(JSON.parse(gunzipSync(named("JSON with gzip")?.body ?? "").toString())).toHaveProperty("batch");
});

test("the image inside the multipart sample is a whole PNG", () => {
  const text = Buffer.from(named("Multipart with an image")?.body ?? "").toString("latin1");
  expect(text).toMatch(/\r\n\r\n\x89PNG\r\n\x1a\n[\s\S]*IEND\xaeB`\x82\r\n--/);
});

test("the order's ids do not fit a number, so that exact views show themselves", () => {
  expect(new TextDecoder().decode(named("Shopify order")?.body)).toContain("820982911946154508");
  expect(BigInt(Number("820982911946154508"))).not.toBe(820982911946154508n);
});

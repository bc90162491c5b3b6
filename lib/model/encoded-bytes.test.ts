import { expect, test } from "vitest";
import { encodedBytesSchema } from "./encoded-bytes.ts";

test("text or base64, and nothing else", () => {
  expect(encodedBytesSchema.parse({ encoding: "utf8", data: "" })).toEqual({ encoding: "utf8", data: "" });
  expect(encodedBytesSchema.safeParse({ encoding: "hex", data: "" }).success).toBe(false);
  expect(encodedBytesSchema.safeParse({ encoding: "utf8", data: "", more: 1 }).success).toBe(false);
  expect(encodedBytesSchema.safeParse("text").success).toBe(false);
});

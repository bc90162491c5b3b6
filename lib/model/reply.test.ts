import { describe, expect, test } from "vitest";
import { DEFAULT_REPLY, MAX_REPLY_BODY_BYTES, type Reply, replySchema } from "./reply.ts";

const accepts = (changes: Partial<Record<keyof Reply, unknown>>) =>
  replySchema.safeParse({ ...DEFAULT_REPLY, ...changes }).success;

describe("a reply", () => {
  test("the default is one", () => {
    expect(replySchema.parse(DEFAULT_REPLY)).toEqual(DEFAULT_REPLY);
  });

  test.each([99, 101, 103, 199, 600, 999, 200.5, "200"])("status %s is refused", (status) => {
    expect(accepts({ status })).toBe(false);
  });

  test.each([200, 204, 404, 599])("status %s is accepted", (status) => {
    expect(accepts({ status })).toBe(true);
  });

  test.each([
    ["", "x"],
    ["a b", "x"],
    ["X", "a\r\nB: c"],
    ["X", "\0"],
    ["X", "€"],
    ["Content-Length", "3"],
    ["TRANSFER-ENCODING", "chunked"],
    ["Connection", "close"],
  ])("header %j: %j is refused", (name, value) => {
    expect(accepts({ headers: [[name, value]] })).toBe(false);
  });

  test("repeated and latin1 headers are accepted as they are", () => {
    const headers: Reply["headers"] = [
      ["Set-Cookie", "a=1"],
      ["set-cookie", "b=é"],
    ];
    expect(replySchema.parse({ ...DEFAULT_REPLY, headers }).headers).toEqual(headers);
  });

  test("a body is text or base64, of bounded size", () => {
    expect(accepts({ body: { encoding: "base64", data: "AP8=" } })).toBe(true);
    expect(accepts({ body: { encoding: "base64", data: "?" } })).toBe(false);
    expect(accepts({ body: { encoding: "utf8", data: "a".repeat(MAX_REPLY_BODY_BYTES * 1.4 + 1) } })).toBe(false);
  });

  test("a delay over 30 seconds and unknown keys are refused", () => {
    expect(accepts({ delayMs: 30_000 })).toBe(true);
    expect(accepts({ delayMs: 30_001 })).toBe(false);
    expect(replySchema.safeParse({ ...DEFAULT_REPLY, script: "x" }).success).toBe(false);
  });
});

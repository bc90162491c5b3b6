import { expect, test } from "vitest";
import { isSecretHeader, isSecretValue, maskedValue } from "./secrets.ts";

test.each([
  ["Authorization", "anything"],
  ["COOKIE", "a=1"],
  ["X-Api-Key", "1"],
  ["X-Gitlab-Token", "x"],
  ["X-Auth-Token", "x"],
  ["My-Client-Secret", "x"],
  ["X-Session-Id-Token", "x"],
  ["X-Custom", "Bearer abc"],
  ["X-Custom", "sk_live_0123456789abcdef"],
  ["X-Signature-Extra", "Bearer abc"],
  ["Referer", "https://user:pass@host/"],
])("%s: %s is masked", (name, value) => {
  expect(isSecretHeader(name, value)).toBe(true);
});

test.each([
  ["Stripe-Signature", "t=1,v1=abc"],
  ["X-Hub-Signature-256", "sha256=abc"],
  ["X-Shopify-Hmac-Sha256", "abc="],
  ["webhook-id", "msg_1"],
  ["X-GitHub-Delivery", "0"],
  ["Content-Type", "application/json"],
  ["X-Request-Id", "1"],
  ["User-Agent", "Tokenizer/1.0"],
  ["X-Forwarded-For", "1.2.3.4"],
  ["Referer", "https://host/a@b"],
])("%s: %s is shown", (name, value) => {
  expect(isSecretHeader(name, value)).toBe(false);
});

test("a long value is looked at quickly", () => {
  const started = performance.now();
  isSecretValue(`a${"://".repeat(20_000)}`);
  isSecretValue("eyJ".repeat(20_000));
  expect(performance.now() - started).toBeLessThan(200);
});

test("a mask keeps the scheme and the length, nothing else", () => {
  expect(maskedValue("Bearer abcdef")).toBe("Bearer •••••• (6 characters)");
  expect(maskedValue("a=1")).toBe("•••••• (3 characters)");
});

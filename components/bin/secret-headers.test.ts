import { expect, test } from "vitest";
import { isSecretHeader, maskSecret } from "./secret-headers.ts";

test.each([
  "Authorization",
  "proxy-authorization",
  "Cookie",
  "X-Api-Key",
  "X-Auth-Token",
  "X-Gitlab-Token",
  "X-Vault-Secret",
  "X-Password",
])("%s is covered", (name) => {
  expect(isSecretHeader(name)).toBe(true);
});

test.each(["Content-Type", "X-Hub-Signature-256", "Author", "X-Tokenizer-Version", "User-Agent"])(
  "%s is shown",
  (name) => {
    expect(isSecretHeader(name)).toBe(false);
  },
);

test("the scheme stays, the rest and its length do not", () => {
  expect(maskSecret("Bearer abc")).toBe(maskSecret("Bearer abcdefgh"));
  expect(maskSecret("Bearer abc")).toMatch(/^Bearer •+$/);
  expect(maskSecret("abc def")).toMatch(/^•+$/);
});

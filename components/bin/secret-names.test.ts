import { expect, test } from "vitest";
import { coverPairs, coverTarget, isSecretName } from "./secret-names.ts";

test.each([
  "token",
  "access_token",
  "refreshToken",
  "X-Amz-Security-Token",
  "hub.verify_token",
  "api_key",
  "apikey",
  "apiKey",
  "API-KEY",
  "client_secret",
  "password",
  "user[password]",
  "password_confirmation",
  "newPassword2",
  "passwords[0][password]",
  "pwd",
  "session_id",
  "AWSSecretKey",
])("%s is covered", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  "key",
  "object_key",
  "order_id",
  "code",
  "signature",
  "X-Amz-Signature",
  "sig",
  "token_type",
  "max_tokens",
  "next_page_token",
  "NextToken",
  "password_reset",
  "passenger",
  "secretary",
  "",
  "__proto__",
  "constructor",
])("%s is shown", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each(
  "token accesstoken authtoken secret clientsecret password passwd pwd pass passphrase passcode jwt apikey authorization credentials api_key access_key secret_key private_key auth_key signing_key encryption_key session_id session_key auth_code verification_code"
    .split(" ")
    .flatMap((name) => [name, `my.${name.toUpperCase()}2`]),
)("%s is not passed over", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test("a long name is looked at by its end", () => {
  expect(isSecretName(`${"a_".repeat(100_000)}token`)).toBe(true);
});

test("in a target only the values of secrets are covered, whatever the escapes, and all else stays as written", () => {
  expect(coverTarget("/a?x=1&access%5Ftoken=abc&&token&token=&y=%zz#token=1")).toBe(
    "/a?x=1&access%5Ftoken=••••••••&&token&token=&y=%zz#token=1",
  );
  expect(coverTarget("/token=abc")).toBe("/token=abc");
  expect(coverTarget("https://a.example/b?password=a=b")).toBe("https://a.example/b?password=••••••••");
  expect(coverPairs("user=ada&user%5Bpassword%5D=lovelace")).toBe("user=ada&user%5Bpassword%5D=••••••••");
});

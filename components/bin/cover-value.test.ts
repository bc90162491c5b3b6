import { expect, test } from "vitest";
import { coverCookie, coverField, coverHeader, hasSecrets, withSecrets } from "./cover-value.ts";

test("a secret header is covered whole, of an address only the secrets of its query", () => {
  expect(coverHeader("Authorization", "Bearer abc")).toBe("Bearer ••••••••");
  for (const name of ["Referer", "LOCATION", "Content-Location", "X-Original-URL", "X-Forwarded-Uri"])
    expect(coverHeader(name, "https://a.example/?page=2&token=abc")).toBe("https://a.example/?page=2&token=••••••••");
  expect(coverHeader("X-Note", "/?token=abc")).toBe("/?token=abc");
  expect(coverHeader("Authorization", "")).toBe("");
});

test("fields by their name, cookies all", () => {
  expect(coverField("password", "abc")).toBe("••••••••");
  expect(coverField("user", "ada")).toBe("ada");
  expect(coverCookie("theme", "dark")).toBe("••••••••");
});

test("what copies secrets says so", () => {
  const copies = (pairs: [string, string][]) => withSecrets("Copy the query", hasSecrets(pairs, coverField));
  expect(
    copies([
      ["a", "1"],
      ["token", ""],
    ]),
  ).toBe("Copy the query");
  expect(
    copies([
      ["a", "1"],
      ["token", "x"],
    ]),
  ).toBe("Copy the query, with secrets");
});

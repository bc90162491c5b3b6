import { expect, test } from "vitest";
import { captureUrl, sentUrl } from "./address.ts";

test("the URL of a capture keeps the raw target", () => {
  expect(captureUrl("http://localhost:3000/shop", "/shop/a//b?x")).toBe("http://localhost:3000/shop/a//b?x");
  expect(captureUrl("https://shop.hooks.example/", "/a/../b")).toBe("https://shop.hooks.example/a/../b");
  expect(captureUrl("http://localhost:3000/shop", "http://other/x")).toBe("http://other/x");
});

test("the URL as it was sent has the sender's Host", () => {
  const url = "https://hooks.example/b";
  expect(sentUrl(url, { host: "tunnel.example:8443", target: "/b/a?x=%2F" })).toBe(
    "https://tunnel.example:8443/b/a?x=%2F",
  );
  expect(sentUrl(url, { host: null, target: "/b" })).toBe("https://hooks.example/b");
  expect(sentUrl(url, { host: "other", target: "http://proxy.example/b" })).toBe("http://proxy.example/b");
});

import { expect, test } from "vitest";
import { captureUrl, sentUrl, shownTarget } from "./address.ts";

test("a target is shown from where the bin's address ends, untouched", () => {
  expect(shownTarget("shop", "/shop")).toBe("/");
  expect(shownTarget("shop", "/shop?a=1")).toBe("/?a=1");
  expect(shownTarget("shop", "/shop/a//b%2Fc?x=1&x=2")).toBe("/a//b%2Fc?x=1&x=2");
});

test("a target that is not below the bin's address stays whole", () => {
  expect(shownTarget("shop", "/shopping")).toBe("/shopping");
  expect(shownTarget("shop", "*")).toBe("*");
  expect(shownTarget("shop", "http://h/shop/a")).toBe("http://h/shop/a");
});

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

import { describe, expect, test } from "vitest";
import { binAddress, captureHost } from "./address.ts";

const shared = captureHost(undefined);
const own = captureHost("https://hooks.example");
const wildcard = captureHost("https://*.hooks.example:8443");

describe("binAddress on the dashboard's host", () => {
  test.each([
    ["/orders", "orders", ""],
    ["/orders/", "orders", "/"],
    ["/orders//b%2Fc?x=1", "orders", "//b%2Fc"],
    ["/orders?x=/y", "orders", ""],
    ["http://any.example/orders/x", "orders", "/x"],
    ["/Orders", "Orders", ""],
    ["/a%2Fb", "a%2Fb", ""],
  ])("%s is for a bin", (target, bin, rest) => {
    expect(binAddress(shared, target, "localhost")).toEqual({ bin, rest });
  });

  test.each(["/", "//orders", "*", "/api/bins", "/_next/x", "/bins/orders", "/socket.io/?EIO=4", "?x", ""])(
    "%s is for the dashboard",
    (target) => {
      const address = binAddress(shared, target, "localhost");
      expect(address === null || address.bin === "*").toBe(true);
    },
  );
});

describe("binAddress with a host for captures", () => {
  test("everything on that host is a capture, reserved names too", () => {
    expect(binAddress(own, "/api/x", "hooks.example")).toEqual({ bin: "api", rest: "/x" });
    expect(binAddress(own, "/orders", "HOOKS.example")).toEqual({ bin: "orders", rest: "" });
  });

  test("a name is the same with its root and an ordinary port written out", () => {
    for (const host of ["hooks.example:443", "hooks.example:80", "hooks.example.", "Hooks.Example.:443"]) {
      expect(binAddress(own, "/orders", host)).toEqual({ bin: "orders", rest: "" });
      expect(binAddress(captureHost("https://*.hooks.example"), "/x", `orders.${host}`)).toEqual({
        bin: "orders",
        rest: "/x",
      });
    }
    for (const host of ["hooks.example:8443", "xhooks.example:443", "hooks.example..", "hooks.example:443:443"]) {
      expect(binAddress(own, "/orders", host)).toBeNull();
    }
    expect(binAddress(wildcard, "/x", "orders.hooks.example:443")).toBeNull();
  });

  test("another host is the dashboard", () => {
    expect(binAddress(own, "/orders", "wirebin.example")).toBeNull();
    expect(binAddress(own, "/orders", undefined)).toBeNull();
  });

  test("each bin may have its own host", () => {
    expect(binAddress(wildcard, "/x/y", "orders.hooks.example:8443")).toEqual({ bin: "orders", rest: "/x/y" });
    expect(binAddress(wildcard, "/orders", "hooks.example:8443")).toBeNull();
  });
});

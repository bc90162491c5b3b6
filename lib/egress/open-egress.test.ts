import { expect, test } from "vitest";
import { readEnv } from "#lib/env.ts";
import { isForThisMachineOnly } from "./open-egress.ts";

test.each([
  [{}, true],
  [{ HOST: "localhost" }, true],
  [{ HOST: "::1", PUBLIC_URL: "http://[::1]:3000" }, true],
  [{ PUBLIC_URL: "http://localhost:3000", CAPTURE_URL: "http://*.localhost:3000" }, true],
  [{ HOST: "0.0.0.0" }, false],
  [{ HOST: "192.168.1.5" }, false],
  [{ PUBLIC_URL: "https://bins.example" }, false],
  [{ CAPTURE_URL: "https://*.hooks.example" }, false],
  [{ CAPTURE_URL: "https://localhost.example" }, false],
  [{ TRUSTED_PROXIES: "127.0.0.1" }, false],
  [{ PROXY_PROTOCOL: "127.0.0.1" }, false],
])("with %j only this machine reaches us: %s", (settings, expected) => {
  expect(isForThisMachineOnly(readEnv(settings))).toBe(expected);
});

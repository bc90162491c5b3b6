import { expect, test } from "vitest";
import { rawMessage } from "#lib/export/raw-message.ts";
import type { Capture } from "#lib/model/capture.ts";
import { headBytes } from "./sizes.ts";

test("the bytes before the body are those of the raw message", () => {
  const message = {
    method: "POST",
    target: "/b/\xe9?x",
    httpVersion: "1.0",
    headers: [["X-A", "\xff"] as [string, string]],
  };
  expect(headBytes(message as Capture)).toBe(rawMessage({ ...message, body: new Uint8Array() }).length);
});

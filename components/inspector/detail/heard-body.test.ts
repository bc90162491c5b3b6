import { expect, test } from "vitest";
import type { Capture } from "#lib/model/capture.ts";
import { heardBody, sayCut } from "./heard-body.ts";

const reply = { status: 200, headers: [], tookMs: 4 };
const of = (changes: Partial<Capture["reply"]>, kind: Capture["kind"] = "message") =>
  heardBody({ kind, reply: { ...reply, ...changes } });

test("what was kept, and how long it was", () => {
  const kept = of({ body: { encoding: "base64", data: "AP8=", bytes: 9000 } });
  expect(kept).toEqual({ kind: "kept", kept: Uint8Array.of(0, 255), bytes: 9000 });
  expect(sayCut(kept)).toBe("The first 2 B of 9.0 kB.");
  expect(sayCut(of({ body: { encoding: "utf8", data: "ok", bytes: 2 } }))).toBeNull();
});

test("nothing is claimed of a body that nobody kept", () => {
  expect(of({})).toEqual({ kind: "empty" });
  expect(heardBody({ kind: "message", reply: { status: 200, headers: [] } })).toEqual({ kind: "unknown" });
  expect(of({ status: 0 })).toEqual({ kind: "unknown" });
  expect(of({ status: 413 }, "rejected")).toEqual({ kind: "unknown" });
});

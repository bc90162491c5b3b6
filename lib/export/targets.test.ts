import { expect, test } from "vitest";
import { EXPORT_TARGETS } from "./targets.ts";

test("names are unique and curl comes first", () => {
  const names = EXPORT_TARGETS.map((target) => target.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names[0]).toBe("curl");
});

test.each(EXPORT_TARGETS.map((target) => [target.label, target] as const))(
  "%s writes an empty GET and strange bytes",
  (_, target) => {
    const empty = { method: "GET", url: "http://h/", headers: [], body: new Uint8Array() };
    expect(target.write(empty).text).not.toBe("");
    const strange = {
      method: "\0",
      url: "http://h/\xff",
      headers: [["\r\n", "\0"] as const],
      body: new Uint8Array([0, 255]),
    };
    if (target.name !== "har") expect(target.write(strange).notes.length).toBeGreaterThan(0);
    if (target.name !== "http") expect(target.write(strange).text).not.toContain("\0");
  },
);

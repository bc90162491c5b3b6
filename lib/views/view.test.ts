import { expect, test } from "vitest";
import { renderView, VIEWS } from "./registry.ts";
import { DEFAULT_LIMITS } from "./view.ts";

test("every view keeps the contract: unique name, no throwing priority, plain results that cross from a worker", () => {
  expect(new Set(VIEWS.map(({ name }) => name)).size).toBe(VIEWS.length);
  const bodies = ["", "{}", "a=b", "<a/>", "x", "\0\xff\xfe", "--b\r\n\r\n\r\n--b--"];
  for (const body of bodies) {
    const bytes = Uint8Array.from(body, (char) => char.charCodeAt(0));
    for (const contentType of [
      null,
      "",
      ";;;",
      "a/b; charset=\0",
      "multipart/form-data; boundary=b",
      "application/json",
    ]) {
      for (const view of VIEWS) {
        const priority = view.priority({ bytes, contentType });
        expect(priority).toBeGreaterThanOrEqual(0);
        const rendered = renderView({ bytes, contentType }, { view: view.name });
        expect(structuredClone(rendered)).toEqual(rendered);
      }
    }
  }
});

test("the limits bound every list", () => {
  for (const limit of Object.values(DEFAULT_LIMITS)) expect(limit).toBeGreaterThan(0);
});

import { expect, test } from "vitest";
import { renderView } from "./registry.ts";

test("hex is possible for anything", () => {
  const { choices } = renderView({ bytes: new TextEncoder().encode("{}"), contentType: "application/json" });
  expect(choices).toContainEqual({ name: "hex", label: "Hex" });
  expect(renderView({ bytes: new Uint8Array([0, 1]), contentType: null }, { view: "hex" }).result).toEqual({
    kind: "hex",
    length: 2,
    warnings: [],
  });
});

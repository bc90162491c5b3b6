import { expect, test } from "vitest";
import { EXPORT_TARGETS } from "#lib/export/targets.ts";
import { COPY_TARGETS } from "./copy-targets.ts";

test("the menu names every writer there is, in its order", () => {
  expect(COPY_TARGETS).toEqual(EXPORT_TARGETS.map(({ name, label }) => ({ name, label })));
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { README, withSettings } from "./settings-table.ts";

test("README's table of settings is the one the schema makes (npm run settings)", () => {
  const text = readFileSync(README, "utf8");
  expect(text).toBe(withSettings(text));
});

import { describe, expect, test } from "vitest";
import { PRESETS } from "./presets.ts";
import { ruleChangesSchema } from "./rule.ts";

describe.each(PRESETS.map((preset) => [preset.id, preset] as const))("preset %s", (_id, preset) => {
  test("makes rules that are taken as they are, whatever is typed into it", () => {
    for (const typed of ["x", 'a "quoted" \\ value', "}}{{method}}"]) {
      const values = Object.fromEntries(preset.inputs.map(({ name }) => [name, name === "header" ? "X-Id" : typed]));
      const parsed = ruleChangesSchema.safeParse({ rules: preset.rules(values) });
      expect(parsed.error?.issues).toBeUndefined();
    }
  });

  test("explains itself in a line and names its source", () => {
    expect(preset.says.length).toBeLessThanOrEqual(140);
    expect(preset.says).toMatch(/\.$|\?$/);
    expect(new URL(preset.docs).protocol).toBe("https:");
  });
});

test("ids are different", () => {
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
});

import { expect, test } from "vitest";
import { MAX_SAMPLES, TYPE_LANGUAGES } from "./languages.ts";
import { typesFrom } from "./types-from.ts";

test.each(TYPE_LANGUAGES)("$label can be written, and says when not every body was looked at", ({ id }) => {
  const bodies = Array.from({ length: MAX_SAMPLES }, () => '{"a":1}');
  expect(typesFrom(bodies, id)).toMatchObject({ notes: [] });
  expect(typesFrom([...bodies, '{"b":1}'], id).notes).toHaveLength(1);
  expect(typesFrom([...bodies, '{"b":1}'], id).code).toBe(typesFrom(bodies, id).code);
});

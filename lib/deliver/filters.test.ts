import { expect, test } from "vitest";
import type { Condition } from "#lib/model/condition.ts";
import { compileFilter } from "#lib/reply/conditions.ts";
import { factsOf } from "#lib/reply/message.ts";
import { messageOf } from "#lib/reply/test-message.ts";
import { createFilters } from "./filters.ts";

const body = (value: string): Condition[] => [{ field: "body", operator: "matches", value }];

test("conditions are read once, until they change or many others were used since", () => {
  let read = 0;
  const filters = createFilters((conditions) => {
    read += 1;
    return compileFilter(conditions);
  });
  const ask = (value: string) => filters(body(value))(factsOf(messageOf({ body: "order 7" })));
  expect([ask("order \\d"), ask("order \\d"), ask("invoice"), ask("order \\d")]).toEqual([true, true, false, true]);
  expect(read).toBe(2);
  for (let other = 0; other < 49; other += 1) ask(`other-${other}`);
  ask("order \\d");
  expect(read).toBe(51);
  ask("invoice");
  expect(read).toBe(52);
});

test("few are kept of those that take much memory", () => {
  let read = 0;
  const filters = createFilters((conditions) => {
    read += 1;
    return compileFilter(conditions);
  }, 600_000);
  const large = (name: string) => filters(body(`${name}${"\\p{L}".repeat(20)}`));
  for (const name of ["a", "b", "b", "a"]) large(name);
  expect(read).toBe(2);
  for (const name of ["c", "a", "b"]) large(name);
  expect(read).toBe(4);
});

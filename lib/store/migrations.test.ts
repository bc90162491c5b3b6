import { expect, test } from "vitest";
import { readMigrations } from "./migrate.ts";

test("no comment in a migration for PostgreSQL holds a semicolon", () => {
  // PostgreSQL's driver adapter takes a script apart at each of them, inside a comment too.
  const comments = readMigrations("postgresql").flatMap(({ sql }) => sql.match(/--.*$/gm) ?? []);
  expect(comments.filter((comment) => comment.includes(";"))).toEqual([]);
});

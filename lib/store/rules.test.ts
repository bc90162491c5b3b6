import { afterEach, beforeEach, expect, test } from "vitest";
import type { Rule } from "#lib/model/rule.ts";
import { listCaptures } from "./captures.ts";
import { deleteBin } from "./delete-bin.ts";
import { createJournal } from "./journal.ts";
import { dropOldest, listCounters, nextTurn, resetCounters } from "./rule-counters.ts";
import { findRules, ruleHistory, saveRules } from "./rules.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { MAX_SCOPES, takeTurn } from "./turns.ts";
import { createWriter } from "./writer.ts";

let db: TestDatabase;

beforeEach(async () => {
  db = await openTestDatabase();
});

afterEach(() => db.dispose());

const rule = (id: string): Rule => ({
  id,
  name: "",
  enabled: true,
  percent: 100,
  conditions: [],
  action: { kind: "echo", status: 200, delayMs: 0 },
});

test("a list is saved and read as one, in order", async () => {
  const bin = await makeBin();
  expect(await findRules(bin.no)).toEqual({ version: 0, rules: [] });
  expect((await saveRules(bin.no, [rule("a"), rule("b")], 0)).version).toBe(1);
  expect((await saveRules(bin.no, [rule("b"), rule("a")], undefined)).version).toBe(2);
  expect((await findRules(bin.no)).rules.map(({ id }) => id)).toEqual(["b", "a"]);
});

test("a list that was changed meanwhile is not overwritten", async () => {
  const bin = await makeBin();
  await saveRules(bin.no, [rule("a")], undefined);
  await expect(saveRules(bin.no, [rule("b")], 0)).rejects.toMatchObject({ code: "conflict" });
  expect((await findRules(bin.no)).rules.map(({ id }) => id)).toEqual(["a"]);
});

test("turns taken at once are different numbers without a gap", async () => {
  const bin = await makeBin();
  const turns = await Promise.all(Array.from({ length: 40 }, () => takeTurn(bin.no, "r", "")));
  expect(turns.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  expect(await nextTurn(bin.no, "r", "")).toBe(41);
  expect(await takeTurn(bin.no, "r", "other")).toBe(1);
});

test("a bin that is gone fails its own turns and no others", async () => {
  const bin = await makeBin();
  const gone = bin.no + 1000;
  const turns = await Promise.allSettled([
    takeTurn(bin.no, "r", ""),
    takeTurn(gone, "r", ""),
    takeTurn(bin.no, "r", ""),
    takeTurn(bin.no, "r", "other"),
  ]);
  expect(turns.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  expect(turns.flatMap((turn) => (turn.status === "fulfilled" ? [turn.value] : []))).toEqual([1, 2, 1]);
});

test("counters are listed, reset one by one or all, and go with their rule and their bin", async () => {
  const bin = await makeBin();
  for (const scope of ["a", "b", "c"]) await takeTurn(bin.no, "r", scope, new Date(scope.charCodeAt(0)));
  await takeTurn(bin.no, "gone", "");
  expect((await listCounters(bin.no, "r", 2)).map(({ scope }) => scope)).toEqual(["c", "b"]);
  expect(await resetCounters(bin.no, "r", "b")).toBe(1);
  expect(await resetCounters(bin.no, "r", undefined)).toBe(2);
  await saveRules(bin.no, [rule("r")], undefined);
  expect(await listCounters(bin.no, "gone", 10)).toEqual([]);
  await takeTurn(bin.no, "r", "");
  await deleteBin(bin.no);
  expect(await db.prisma.ruleCounter.count()).toBe(0);
  expect(await db.prisma.ruleSet.count()).toBe(0);
});

test("scopes used longest ago make room", async () => {
  const bin = await makeBin();
  for (let at = 0; at < 10; at += 1) await takeTurn(bin.no, "r", String(at), new Date(at));
  await dropOldest(bin.no, "r", 4);
  expect((await listCounters(bin.no, "r", 10)).map(({ scope }) => scope)).toEqual(["9", "8", "7", "6"]);
});

test("a run that cannot be dropped costs no turn", async ({ skip }) => {
  skip(db.dialect.name !== "sqlite", "refuses with a trigger of SQLite's");
  const bin = await makeBin();
  const usedAt = new Date(0);
  const old = Array.from({ length: MAX_SCOPES }, (_, i) => ({ scope: `old ${i}`, count: 1, usedAt }));
  await db.prisma.ruleCounter.createMany({ data: old.map((row) => ({ ...row, binNo: bin.no, ruleId: "r" })) });
  await db.prisma.$executeRawUnsafe(
    `CREATE TRIGGER "stuck" BEFORE DELETE ON "RuleCounter" BEGIN SELECT RAISE(ABORT, 'stuck'); END`,
  );
  const scopes = Array.from({ length: 500 }, (_, i) => `new ${i}`);
  expect(new Set(await Promise.all(scopes.map((scope) => takeTurn(bin.no, "r", scope))))).toEqual(new Set([1]));
  expect(await takeTurn(bin.no, "r", "new 0")).toBe(2);
  await db.prisma.$executeRawUnsafe(`DROP TRIGGER "stuck"`);
});

test("a rule's history is the captures it answered that are still kept", async () => {
  const bin = await makeBin();
  const journal = createJournal(createWriter(db.dialect));
  for (const ruleId of ["a", null, "b", "a"]) await journal.append(makeEntry(bin.no, { ruleId }));
  await journal.close();
  expect(await ruleHistory(bin.no)).toEqual(
    new Map([
      ["a", { matched: 2, lastSeq: 4 }],
      ["b", { matched: 1, lastSeq: 3 }],
    ]),
  );
  const answered = await listCaptures(bin.no, { limit: 10, order: "newest", rule: "a" });
  expect(answered.map(({ seq }) => seq)).toEqual([4, 1]);
});

test("the history reads an index that holds only captures with a rule", async ({ skip }) => {
  skip(db.dialect.name !== "sqlite", "asks for SQLite's plan");
  const plan = await db.prisma.$queryRawUnsafe<{ detail: string }[]>(
    `EXPLAIN QUERY PLAN SELECT "ruleId", count("seq"), max("seq") FROM "Capture" WHERE "binNo" = 1 AND "ruleId" IS NOT NULL GROUP BY "ruleId"`,
  );
  expect(plan.map(({ detail }) => detail).join()).toContain("Capture_ruleId_idx");
});

import { log } from "#lib/log.ts";
import { singleton } from "#lib/singleton.ts";
import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { dropOldest } from "./rule-counters.ts";
import { createSharedCommits } from "./shared-commits.ts";
import * as Prisma from "./sql.ts";

/** Gives out turns in runs through sequences, each number once. */

/** A rule remembers at most about this many scopes; those used longest ago start again. */
export const MAX_SCOPES = 10_000;
/** Scopes are counted and the oldest dropped once in so many new ones. */
const TRIM_EVERY = 500;

type Key = { binNo: number; ruleId: string; scope: string };
type Waiting = Key & { now: Date; resolve: (turn: number) => void; reject: (error: unknown) => void };

/**
 * The number of this turn, from 1; no two turns of a run have the same. Turns that are asked for while others are being written share
 * the next commit, so that a busy sequence costs one flush to disk for many. Rejects with `unavailable`.
 */
export function takeTurn(binNo: number, ruleId: string, scope: string, now: Date = new Date()): Promise<number> {
  const turns = singleton("turns", () =>
    createSharedCommits<Waiting>(settle, "Too many messages wait for their turn; try again shortly"),
  );
  return new Promise((resolve, reject) => turns.add({ binNo, ruleId, scope, now, resolve, reject }));
}

async function settle(batch: Waiting[]): Promise<void> {
  const groups = new Map<string, Waiting[]>();
  for (const one of batch) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  // In one order everywhere, so that two processes that meet on several counters wait instead of deadlocking.
  const ordered = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  try {
    await advance(ordered);
  } catch {
    // A bin that was deleted meanwhile must not fail the others.
    for (const group of ordered) await advance([group]).catch((error: unknown) => fail(group, error));
  }
}

function fail(group: Waiting[], error: unknown): void {
  for (const { reject } of group) reject(error);
}

/** Moves each group's counter by its size, in one statement, then gives out the numbers in the order in which they were asked for. */
async function advance(groups: Waiting[][]): Promise<void> {
  const { prisma } = await database();
  const rows = groups.flatMap((group) => {
    const [first] = group;
    return first ? [Prisma.sql`(${first.binNo}, ${first.ruleId}, ${first.scope}, ${group.length}, ${first.now})`] : [];
  });
  const saved = await withStore(
    () => prisma.$queryRaw<(Key & { count: number | bigint })[]>`
      INSERT INTO "RuleCounter" ("binNo", "ruleId", "scope", "count", "usedAt") VALUES ${Prisma.join(rows)}
      ON CONFLICT ("binNo", "ruleId", "scope") DO UPDATE
        SET "count" = "RuleCounter"."count" + excluded."count", "usedAt" = excluded."usedAt"
      RETURNING "binNo", "ruleId", "scope", "count"`,
  );
  const counts = new Map(saved.map((row) => [keyOf(row), Number(row.count)]));
  const fresh = new Map<string, Key>();
  for (const group of groups) {
    const count = counts.get(group[0] ? keyOf(group[0]) : "") ?? group.length;
    for (const [at, { resolve }] of group.entries()) resolve(count - group.length + at + 1);
    if (count === group.length && group[0] && isTimeToTrim(group[0])) fresh.set(ruleKey(group[0]), group[0]);
  }
  for (const { binNo, ruleId } of fresh.values()) {
    // The turns are given out: what fails from here on must not give them out again.
    await dropOldest(binNo, ruleId, MAX_SCOPES).catch((error: unknown) =>
      log().warn({ err: error }, "runs of a rule that were used longest ago could not be dropped"),
    );
  }
}

function keyOf({ binNo, ruleId, scope }: Key): string {
  return JSON.stringify([Number(binNo), ruleId, scope]);
}

function ruleKey({ binNo, ruleId }: Key): string {
  return `${binNo}/${ruleId}`;
}

function isTimeToTrim(key: Key): boolean {
  const fresh = singleton("fresh-scopes", () => new Map<string, number>());
  const count = (fresh.get(ruleKey(key)) ?? 0) + 1;
  if (fresh.size > 10_000) fresh.clear();
  fresh.set(ruleKey(key), count % TRIM_EVERY);
  return count === TRIM_EVERY;
}

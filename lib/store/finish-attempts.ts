import type { DeadReason } from "#lib/model/delivery.ts";
import { attemptBytes, attemptColumns, type NewAttempt } from "./deliveries.ts";
import type { Dialect } from "./dialect.ts";
import type { Claimed } from "./outbox.ts";
import { type Lane, lockTarget, saveLane } from "./targets.ts";
import { type Hand, run, transactByHand } from "./transact.ts";

/** What came of an attempt. `counts`: whether it says anything about the target. */
export type Finished = {
  claimed: Claimed;
  attempt: NewAttempt & { request: string };
  /** The URL it went to. */
  url: string;
  outcome: { kind: "done" } | { kind: "retry"; at: number } | { kind: "dead"; reason: DeadReason };
  counts: boolean;
};

/**
 * Writes down attempts that ended, all in one transaction: the attempt, the delivery's next state, its target's circuit, its replay's
 * counters. An attempt whose lease another process has meanwhile ended is left out and returned in `lost`. `circuits`: targets whose circuit opened
 * or closed.
 */
export async function finishAttempts(
  finished: Finished[],
  by: string,
  now: Date,
  after: (lane: Lane, delivered: boolean, now: number) => Lane,
): Promise<{ lost: string[]; circuits: string[] }> {
  return transactByHand(async (tx, dialect) => {
    const lost: string[] = [];
    const circuits: string[] = [];
    // Targets first and in one order, as in claims: two processes then wait for each other at most in a line.
    for (const id of [...new Set(finished.map(({ claimed }) => claimed.target.id))].sort()) {
      const target = await lockTarget(tx, dialect, id, { wait: true });
      if (!target) continue;
      const ended = finished.filter(({ claimed, counts }) => counts && claimed.target.id === id);
      const lane = ended.reduce(
        (state, { outcome }) => after(state, outcome.kind === "done", now.getTime()),
        target.lane,
      );
      await saveLane(tx, dialect, target, lane);
      if ((target.lane.openUntil === null) !== (lane.openUntil === null)) circuits.push(id);
    }
    for (const one of finished) {
      if (await finishOne(tx, dialect, one, by)) await countReplay(tx, dialect, one);
      else lost.push(one.claimed.id);
    }
    return { lost, circuits };
  });
}

/** False when the lease is no longer this process's. */
async function finishOne(tx: Hand, dialect: Dialect["name"], finished: Finished, by: string): Promise<boolean> {
  const { claimed, attempt, url, outcome } = finished;
  const isDead = outcome.kind === "dead";
  const count = await run(
    tx,
    dialect,
    `UPDATE "Delivery" SET "url" = ?, "state" = ?, "reason" = ?, "nextAt" = ?, "leaseBy" = NULL, "leaseUntil" = NULL,
      "attemptBase" = ?, "answerBytes" = "answerBytes" + ? WHERE "id" = ? AND "leaseBy" = ? AND "attemptCount" = ?`,
    url,
    outcome.kind === "done" ? "succeeded" : isDead ? "dead" : "waiting",
    isDead ? outcome.reason : null,
    outcome.kind === "retry" ? new Date(outcome.at) : null,
    // Sent again later, a dead letter begins its schedule anew.
    isDead ? claimed.attempt : claimed.base,
    attemptBytes(attempt),
    claimed.id,
    by,
    claimed.attempt,
  );
  if (count === 0) return false;
  await settleBody(tx, dialect, finished);
  await insertAttempt(tx, dialect, claimed.id, attempt);
  return true;
}

/** What is not delivered keeps its bytes, so that it outlives its capture; what was forwarded is the capture's own again. */
async function settleBody(tx: Hand, dialect: Dialect["name"], { claimed, outcome }: Finished): Promise<void> {
  const set = (own: boolean, body: Uint8Array) =>
    run(tx, dialect, `UPDATE "Delivery" SET "ownBody" = ?, "body" = ? WHERE "id" = ?`, own, body, claimed.id);
  if (outcome.kind !== "done" && !claimed.ownBody && claimed.body) await set(true, claimed.body);
  else if (outcome.kind === "done" && claimed.via === "forward" && claimed.ownBody) await set(false, new Uint8Array(0));
}

const ATTEMPT_COLUMNS = [
  "number",
  "startedAt",
  "durationMs",
  "status",
  "headers",
  "truncated",
  "errorCode",
  "errorMessage",
  "timings",
  "request",
  "body",
] as const;

async function insertAttempt(
  tx: Hand,
  dialect: Dialect["name"],
  deliveryId: string,
  attempt: NewAttempt,
): Promise<void> {
  const columns = attemptColumns(attempt);
  await run(
    tx,
    dialect,
    `INSERT INTO "Attempt" ("deliveryId", ${ATTEMPT_COLUMNS.map((name) => `"${name}"`).join(", ")})
      VALUES (?${", ?".repeat(ATTEMPT_COLUMNS.length)})`,
    deliveryId,
    ...ATTEMPT_COLUMNS.map((name) => columns[name]),
  );
}

/** A replay counts first attempts. */
async function countReplay(tx: Hand, dialect: Dialect["name"], { claimed, outcome }: Finished): Promise<void> {
  if (claimed.replayId === null || claimed.attempt !== 1) return;
  const column = outcome.kind === "done" ? `"succeeded"` : `"failed"`;
  await run(tx, dialect, `UPDATE "Replay" SET ${column} = ${column} + 1 WHERE "id" = ?`, claimed.replayId);
}

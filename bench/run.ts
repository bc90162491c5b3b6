import { writeFileSync } from "node:fs";
import path from "node:path";
import { build, isBuilt } from "#lib/server/build.mjs";
import { withShareOfCore } from "./core-share.ts";
import { pageFigures } from "./figures.ts";
import { note, report, sayRate } from "./notes.ts";
import { withPostgresql } from "./postgresql.ts";
import { replayAll } from "./replay.ts";
import { sqlite } from "./sqlite.ts";
import { byTurns, middle, ratio } from "./turns.ts";
import { load, withServer } from "./wirebin.ts";

/**
 * npm run bench: the limits of this machine and Wirebin, in one run, with the ratios between them; absolute figures of different machines
 * do not compare. Takes some minutes; writes bench/results/latest.md.
 */

/** Deliveries: a long replay, one after the other. */
async function replays(): Promise<void> {
  await withServer({}, async (server, bin) => {
    const { perSecond, isInOrder, earlyMb, latestMb } = await replayAll(server, bin);
    const order = isInOrder ? "complete and in order" : "NOT complete or NOT in order";
    note("10,000 captures replayed", `${Math.round(perSecond)}/s, ${order}, resident ${earlyMb} → ${latestMb} MB`);
  });
}

/** What each of two processes gets where they shall not want for anything else: load and database have the rest of two cores. */
const SHARE = 0.3;

async function postgresql(): Promise<void> {
  await withPostgresql((url) =>
    withServer({ DATABASE_URL: url }, (first, bin) =>
      withServer({ DATABASE_URL: url }, async (second, other) => {
        const oneAndTwo = (each: { one: number; two: number }) =>
          byTurns({
            one: () => load(first, [`/${bin.id}`], { connections: each.one }),
            two: async () => {
              const connections = each.two;
              const [a, b] = await Promise.all([
                load(first, [`/${bin.id}`], { connections }),
                load(second, [`/${other.id}`], { connections }),
              ]);
              return { ...a, perSecond: a.perSecond + b.perSecond };
            },
          });
        const turns = await oneAndTwo({ one: 32, two: 16 });
        note("Wirebin, PostgreSQL, one process", sayRate(middle(turns.one)), "", "≥ 5,000/s");
        note(
          "two processes, load, PostgreSQL on the same cores",
          `${Math.round(middle(turns.two).perSecond).toLocaleString("en")}/s`,
          `${ratio(turns.two, turns.one).toFixed(2)} of one process`,
        );
        const shared = await withShareOfCore([first.pid, second.pid], SHARE, () => oneAndTwo({ one: 32, two: 32 }));
        if (!shared) return;
        const [one, two] = [shared.one, shared.two].map((results) => Math.round(middle(results).perSecond));
        note(
          `two processes with ${SHARE} of a core and 32 connections each, the rest for load and PostgreSQL`,
          `${two?.toLocaleString("en")}/s; one such process ${one?.toLocaleString("en")}/s`,
          `${ratio(shared.two, shared.one).toFixed(2)} of one process`,
          "≥ 1.7 where the database is not the limit",
        );
      }),
    ),
  );
}

if (!isBuilt()) await build();
await sqlite();
await postgresql();
await replays();
await pageFigures();
writeFileSync(path.join(import.meta.dirname, "results/latest.md"), report());
process.stdout.write(`\n${report()}`);

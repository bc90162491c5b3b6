import { afterAll, beforeAll, expect, test } from "vitest";
import type { CreatedBin } from "#lib/model/bin.ts";
import { type LoadResult, runLoad } from "../../bench/load.ts";
import { byTurns, middle, ratio } from "../../bench/turns.ts";
import { apiOf, createBin } from "../harness/api.ts";
import { longestStandstill, startWatched, type Watched } from "../harness/vitals.ts";

/** Bins that are full, under steady load: each capture drops another. */

let watched: Watched;
beforeAll(async () => {
  watched = await startWatched({ LOG_LEVEL: "fatal" });
});
afterAll(() => watched.dispose());

const full = (captures: number) =>
  createBin(watched.server.url, {
    keep: { captures },
    reply: { status: 200, headers: [], body: { encoding: "utf8", data: "" }, delayMs: 0 },
  });

test("a ring of 1,000 is about as quick as one of 128, and nothing stands still", { timeout: 60_000 }, async () => {
  const [small, large] = [await full(128), await full(1000)];
  const load = (bin: CreatedBin, seconds: number): Promise<LoadResult> =>
    runLoad({
      port: watched.server.port,
      targets: [`/${bin.id}/ring`],
      ...{ headers: [["Host", "bin.test"]], bodyBytes: 1024, connections: 16, seconds, warmUpSeconds: 0 },
    });
  const isFull = async (bin: CreatedBin) => {
    const { total, lastSeq } = await apiOf(watched.server.url, bin).captures("limit=1");
    return lastSeq > total;
  };
  for (const bin of [small, large]) while (!(await isFull(bin))) await load(bin, 0.3);
  const warm = Date.now();
  // Many short turns: whatever else the machine does falls on both.
  const turns = await byTurns({ small: () => load(small, 0.15), large: () => load(large, 0.15) }, 15);
  const compared = ratio(turns.large, turns.small);
  const rates = Object.entries(turns).map(([name, all]) => `${name} ${Math.round(middle(all).perSecond)}/s`);
  process.stdout.write(`${rates.join(", ")}: ${compared.toFixed(2)}\n`);
  expect(compared).toBeGreaterThan(0.7);
  expect([...turns.small, ...turns.large].filter(({ failed }) => failed > 0)).toEqual([]);
  expect(longestStandstill(watched.vitals(), warm)).toBeLessThan(200);
  for (const [bin, captures] of [
    [small, 128],
    [large, 1000],
  ] as const) {
    const page = await apiOf(watched.server.url, bin).captures("limit=1");
    expect(page).toMatchObject({ total: captures, firstSeq: page.lastSeq - captures + 1 });
  }
});

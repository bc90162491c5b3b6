import { expect, test } from "vitest";
import { killRounds } from "../harness/kill-rounds.ts";

/** npm run test:chaos: the long form of what e2e/engine/durability.test.ts does three times. */
test("kill -9 at fifty random moments under load, on SQLite", async () => {
  const { answered, slowestStartMs } = await killRounds(50);
  process.stdout.write(
    `answered captures that survived: ${answered}; slowest start: ${Math.round(slowestStartMs)} ms\n`,
  );
  expect(slowestStartMs).toBeLessThan(5000);
}, 600_000);

import { expect, test, vi } from "vitest";
import { createBin } from "../harness/api.ts";
import { deliveriesOf } from "../harness/deliveries.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { OK, plainAnswer } from "../harness/receiver.ts";
import { receiversOfThisFile } from "../harness/receivers.ts";
import { startServer } from "../harness/server.ts";

/** A server whose wall clock is set back while it runs. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const receiver = receiversOfThisFile();

/** Runs before the server: its clock is an hour ahead, until a signal sets it right. */
const AN_HOUR_AHEAD = `
  const Real = Date;
  let ahead = 3_600_000;
  globalThis.Date = class Date extends Real {
    // Next copies what is the constructor's own.
    static parse = Real.parse;
    static UTC = Real.UTC;
    constructor(...given) {
      super(...(given.length > 0 ? given : [Real.now() + ahead]));
    }
    static now() {
      return Real.now() + ahead;
    }
  };
  process.on("SIGUSR2", () => {
    ahead = 0;
  });
`;

test("a retry waits no longer than it was to when the clock is set back", async () => {
  const own = await startServer({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(AN_HOUR_AHEAD)}` });
  try {
    const bin = await createBin(own.url);
    const { target, forward, until } = deliveriesOf(own.url, bin);
    let answer = plainAnswer(503);
    const got = await receiver(() => answer);
    await forward(await target(got.url), { retry: { kind: "list", delaysMs: [3000] } });
    await sendRaw(own.port, message({ target: `/${bin.id}` }));
    await expect.poll(async () => (await until("waiting", 1))[0]?.attempts.length, { timeout: 20_000 }).toBe(1);
    answer = OK;
    process.kill(own.pid, "SIGUSR2");
    const [delivery] = await until("succeeded", 1, 20_000);
    const [first, second] = delivery?.attempts.map(({ startedAt }) => Date.parse(startedAt)) ?? [];
    expect(delivery?.attempts).toMatchObject([{ status: 503 }, { status: 200 }]);
    expect((first ?? 0) - (second ?? 0)).toBeGreaterThan(3_000_000);
  } finally {
    await own.dispose();
  }
});

import type { CreatedBin } from "#lib/model/bin.ts";
import { deliveriesOf, headerOf } from "../e2e/harness/deliveries.ts";
import { fillInOrder } from "../e2e/harness/fill.ts";
import { OK, startReceiver } from "../e2e/harness/receiver.ts";
import type { TestServer } from "../e2e/harness/server.ts";
import { residentMb } from "./wirebin.ts";

export type ReplayResult = { perSecond: number; isInOrder: boolean; earlyMb: number; latestMb: number };

const COUNT = 10_000;

/** Replays 10,000 captures of 1 KiB to a receiver on this machine, each noted in the outbox before and after it is sent. */
export async function replayAll(server: TestServer, bin: CreatedBin): Promise<ReplayResult> {
  const { startReplay, replay } = deliveriesOf(server.url, bin);
  await fillInOrder(server.port, bin.id, COUNT);
  let received = 0;
  let isInOrder = true;
  let earlyMb = 0;
  let done: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const receiver = await startReceiver((one) => {
    isInOrder &&= Number(headerOf(one, "x-number")) === received;
    received += 1;
    if (received === COUNT / 5) earlyMb = residentMb(server.pid);
    if (received === COUNT) done();
    receiver.messages().length = 0;
    return OK;
  });
  try {
    const started = performance.now();
    const { id } = await startReplay({ range: { from: 1, to: COUNT }, url: receiver.url });
    await all;
    const seconds = (performance.now() - started) / 1000;
    const latestMb = residentMb(server.pid);
    const { skipped, failed } = await replay(id);
    return { perSecond: COUNT / seconds, isInOrder: isInOrder && skipped + failed === 0, earlyMb, latestMb };
  } finally {
    await receiver.close();
  }
}

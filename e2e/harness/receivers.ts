import { afterEach } from "vitest";
import { type Receiver, type ReceiverAnswer, startReceiver } from "./receiver.ts";

/** For a file of tests: starts receivers, and closes them after the test that wanted them. */
export function receiversOfThisFile(): (answer?: ReceiverAnswer, port?: number) => Promise<Receiver> {
  const started: Receiver[] = [];
  afterEach(async () => {
    for (const receiver of started.splice(0)) await receiver.close();
  });
  return async (answer, port) => {
    const receiver = await startReceiver(answer, port);
    started.push(receiver);
    return receiver;
  };
}

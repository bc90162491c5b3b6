import type { IncomingMessage, ServerResponse } from "node:http";
import type { BinAddress } from "#lib/capture/address.ts";
import { type Answer, answerTo } from "#lib/capture/answer.ts";
import type { Outcome } from "#lib/capture/arrival.ts";
import { type Held, isLargeEcho } from "#lib/capture/held.ts";
import type { Receive } from "#lib/capture/receive.ts";
import type { Uploads } from "#lib/capture/uploads.ts";
import { senderNetwork } from "#lib/http/network.ts";
import { makeArrival } from "./arrival.ts";
import type { Connection } from "./connections.ts";
import { type Reading, readBody } from "./read-body.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";
import { closeWith, type EnterHeld, NO_ROOM, whenOut, writeAnswer } from "./write-answer.ts";

export type TakeUse = {
  receive: Receive;
  uploads: Uploads;
  held: Held;
  proxies: TrustedProxies;
  /** Called with what went wrong on our side. */
  onError: (error: unknown) => void;
};

export type TakeCapture = (
  connection: Connection,
  message: IncomingMessage,
  response: ServerResponse,
  address: BinAddress,
  expectsContinue: boolean,
) => void;

/** One message for a bin: received, and answered when it is stored. `expectsContinue`: its sender waits for 100 before it sends the body. */
export function createTakeCapture(use: TakeUse): TakeCapture {
  return (connection, message, response, address, expectsContinue) => {
    const rawHeaders = connection.rawHeaders ?? message.rawHeaders;
    let reading: Reading | null = null;
    const arrival = makeArrival(message, rawHeaders, address, use.proxies, (limit, done) => {
      if (expectsContinue) response.writeContinue();
      const enterRoom = () => use.uploads.enter(senderNetwork(arrival.remoteIp));
      reading = readBody(message, arrival.contentLength, limit, enterRoom, done);
      // When a message behind this one has begun, this one is whole, and what goes wrong from now on is not its fault.
      if (connection.message !== message) return;
      connection.endBody = reading.end;
      if (connection.broken) reading.end(connection.broken);
    });

    const onOutcome = (outcome: Outcome) => {
      try {
        answerWith(outcome);
      } catch (error) {
        use.onError(error);
        message.destroy();
      }
    };

    const answerWith = (outcome: Outcome) => {
      const answer = answerTo(outcome);
      if (answer?.close === false && message.complete) {
        // A large echo has its room already.
        const enterHeld: EnterHeld = (bytes, connections) =>
          use.held.enter(address.bin, isEcho(outcome) ? 0 : bytes, connections);
        if (!writeAnswer(response, answer, enterHeld)) end(NO_ROOM);
      } else if (answer) end(answer);
      else if (!connection.closing) message.destroy();
    };

    const end = (answer: Answer) => {
      // What is left of this message must not be taken for another one.
      connection.closing = true;
      closeWith(message, response, answer);
    };

    use.receive(arrival, (outcome) => {
      const leave = () => reading?.leave();
      if (isEcho(outcome)) whenOut(response, leave);
      else leave();
      // An outcome that is known at once is known before the parser has looked for the end of the message.
      if (message.complete) onOutcome(outcome);
      else setImmediate(onOutcome, outcome);
    });
  };
}

function isEcho(outcome: Outcome): boolean {
  return outcome.kind === "stored" && isLargeEcho(outcome.reply);
}

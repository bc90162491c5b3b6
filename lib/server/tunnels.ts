import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { BinAddress } from "#lib/capture/address.ts";
import { answerTo, plain } from "#lib/capture/answer.ts";
import type { Refusal } from "#lib/capture/arrival.ts";
import type { Receive } from "#lib/capture/receive.ts";
import { pairsFromFlat } from "#lib/http/pairs.ts";
import { makeArrival } from "./arrival.ts";
import { type Connection, whenAnswered } from "./connections.ts";
import { sayGoodbye } from "./goodbye.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";

const NO_TUNNEL: Refusal = {
  kind: "rejected",
  status: 501,
  reason: "CONNECT asks for a tunnel, and a bin is no tunnel",
  bytes: new Uint8Array(0),
};

/** CONNECT (RFC 9110 section 9.3.6): any 2xx would open a tunnel. Kept when it names a bin, which needs a host for each bin. */
export function refuseTunnel(
  use: { receive: Receive; proxies: TrustedProxies },
  connection: Connection,
  message: IncomingMessage,
  address: BinAddress | null,
): void {
  connection.closing = true;
  const end = (answer = plain(NO_TUNNEL.status, `${NO_TUNNEL.reason}.`, [], true)) =>
    whenAnswered(connection, () => sayGoodbye(message.socket, answer, true));
  if (!address) {
    end();
    return;
  }
  const arrival = makeArrival(message, message.rawHeaders, address, use.proxies, () => undefined);
  arrival.readBody = (_limit, done) => done({ kind: "refused", seen: 0, trailers: [], refusal: NO_TUNNEL });
  use.receive(arrival, (outcome) => end((outcome.kind !== "unknown_bin" && answerTo(outcome)) || undefined));
}

/**
 * Gives a message that Node took for an upgrade to a server that does not, as if its connection were new: its head once more, then what
 * came behind it. Without `Upgrade`: with it, Node's parser swallows every fault in the body. What is kept has it, as it came.
 */
export function readAgain(
  message: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  connection: Connection,
  by: Server,
): void {
  whenAnswered(connection, () => {
    const lines = [`${message.method} ${message.url} HTTP/${message.httpVersion}`];
    const { rawHeaders } = message;
    for (const [name, value] of pairsFromFlat(rawHeaders)) {
      if (name.toLowerCase() !== "upgrade") lines.push(`${name}: ${value}`);
    }
    socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
    Object.assign(connection, {
      message: null,
      response: null,
      begun: 0,
      headStart: null,
      rawHeaders,
    } satisfies Partial<Connection>);
    by.emit("connection", socket);
  });
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { BinAddress } from "#lib/capture/address.ts";
import type { Arrival } from "#lib/capture/arrival.ts";
import { firstValue, pairsFromFlat } from "#lib/http/pairs.ts";
import { readBody } from "./read-body.ts";

/**
 * The arrival of an untouched Node message. Only `rawHeaders` and `rawTrailers` are read: the other header properties merge, drop and
 * lower-case, and some throw (H5 facts, A23). `expectsContinue`: the sender waits for 100 Continue before it sends the body.
 */
export function makeArrival(
  message: IncomingMessage,
  response: ServerResponse,
  address: BinAddress,
  expectsContinue: boolean,
): Arrival {
  const headers = pairsFromFlat(message.rawHeaders);
  const length = firstValue(headers, "content-length");
  return {
    bin: address.bin,
    rest: address.rest,
    method: message.method ?? "",
    target: message.url ?? "",
    httpVersion: message.httpVersion,
    headers,
    remoteIp: plainAddress(message.socket.remoteAddress ?? ""),
    exact: true,
    contentLength: length === undefined ? null : Number(length),
    readBody: (limit) => {
      if (expectsContinue) response.writeContinue();
      return readBody(message, limit);
    },
  };
}

/** An IPv4 sender on a dual-stack listener shows as ::ffff:1.2.3.4. */
function plainAddress(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}

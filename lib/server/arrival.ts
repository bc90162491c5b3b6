import type { IncomingMessage } from "node:http";
import type { BinAddress } from "#lib/capture/address.ts";
import type { Arrival } from "#lib/capture/arrival.ts";
import { plainAddress } from "#lib/http/network.ts";
import { firstValue, pairsFromFlat } from "#lib/http/pairs.ts";
import { messageAge } from "./head-start.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";

const EMPTY = new Uint8Array(0);

/**
 * The arrival of an untouched Node message. Only `rawHeaders` and `rawTrailers` are read: the other header properties merge, drop and
 * lower-case, and some throw. `rawHeaders` are the message's own unless the parser was given others; `read` reads the
 * body, when there is one.
 */
export function makeArrival(
  message: IncomingMessage,
  rawHeaders: string[],
  address: BinAddress,
  proxies: TrustedProxies,
  read: Arrival["readBody"],
): Arrival {
  const headers = pairsFromFlat(rawHeaders);
  const length = firstValue(headers, "content-length");
  const contentLength = length === undefined ? null : Number(length);
  // Without either header a request has no body (RFC 9112 section 6.3), so nothing needs to be waited for.
  const isBodyless = contentLength === null && firstValue(headers, "transfer-encoding") === undefined;
  return {
    bin: address.bin,
    rest: address.rest,
    method: message.method ?? "",
    target: message.url ?? "",
    httpVersion: message.httpVersion,
    headers,
    remoteIp: proxies.senderOf(plainAddress(message.socket.remoteAddress ?? ""), headers),
    beganAt: performance.now() - messageAge(message.socket),
    exact: true,
    contentLength,
    readBody: isBodyless ? readNothing : read,
  };
}

const readNothing: Arrival["readBody"] = (_limit, done) => done({ kind: "whole", bytes: EMPTY, trailers: [] });

import { env } from "#lib/env.ts";
import { senderNetwork } from "#lib/http/network.ts";
import { readLimited } from "#lib/http/read-limited.ts";
import { binAddress, captureHost } from "./address.ts";
import type { Arrival } from "./arrival.ts";
import { uploads } from "./shared.ts";

/**
 * The arrival of a message that came through Next's router: lower-cased, merged, normalised, so `exact` is false. Without our server the
 * sender's address is known only as the router tells it.
 */
export function fromRequest(request: Request): Arrival {
  const url = new URL(request.url);
  const target = url.pathname + url.search;
  const host = request.headers.get("host") ?? undefined;
  const address = binAddress(captureHost(env().CAPTURE_URL), target, host);
  const length = request.headers.get("content-length");
  const remoteIp = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return {
    bin: address?.bin ?? "",
    rest: address?.rest ?? "",
    method: request.method,
    target,
    httpVersion: "1.1",
    headers: [...request.headers].filter(([name, value]) => !isAdded(name, value, url, host)),
    remoteIp,
    beganAt: performance.now(),
    exact: false,
    contentLength: length !== null && /^\d+$/.test(length) ? Number(length) : null,
    readBody: (limit, done) => {
      readLimited(request.body, limit, uploads().enter(senderNetwork(remoteIp))).then((body) =>
        done({ ...body, trailers: [] }),
      );
    },
  };
}

/** Next's router adds four headers where the sender sent none. One that says what the router would say is taken for the router's. */
function isAdded(name: string, value: string, url: URL, host: string | undefined): boolean {
  switch (name) {
    case "x-forwarded-host":
      return value === host;
    case "x-forwarded-proto":
      return `${value}:` === url.protocol;
    case "x-forwarded-port":
      return value === url.port || value === String(env().PORT);
    case "x-forwarded-for":
      return !value.includes(",");
    default:
      return false;
  }
}

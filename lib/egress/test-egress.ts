import { createServer as createTlsServer } from "node:tls";
import { createEgress, type EgressRequest, type EgressSettings } from "./client.ts";
import { FAILURES } from "./failure.ts";
import { OK, type RawAnswer, type RawReceiver, rawReceiver } from "./raw-receiver.ts";

/** What the tests of this room share: receivers that are closed again, a client, requests. */

const receivers: RawReceiver[] = [];

/** For `afterEach`. */
export async function closeReceivers(): Promise<void> {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
}

export async function listen(answer?: RawAnswer, host?: string): Promise<RawReceiver> {
  const receiver = await rawReceiver(answer, undefined, host);
  receivers.push(receiver);
  return receiver;
}

export async function listenTls(cert: string, key: string): Promise<RawReceiver> {
  const receiver = await rawReceiver(OK, (onSocket) => {
    const server = createTlsServer({ cert, key }, onSocket);
    server.on("tlsClientError", () => undefined);
    return server;
  });
  receivers.push(receiver);
  return receiver;
}

/** A client that reaches public addresses only, unless `settings` say more. */
export function egress(settings: Partial<EgressSettings> = {}) {
  return createEgress({ allow: [], allowLoopback: false, proxy: null, ownListeners: () => [], ...settings });
}

export function request(method: string, url: string, more: Partial<EgressRequest> = {}): EgressRequest {
  return { url, method, headers: [], body: new Uint8Array(), hops: 0, ...more };
}

/** A look-up that always gives these addresses, and remembers the names it was asked for. */
export function answering(...addresses: string[]) {
  const asked: string[] = [];
  const lookup = async (hostname: string) => {
    asked.push(hostname);
    return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  return { asked, lookup };
}

export const BLOCKED = { kind: "failed", code: "target_not_allowed", message: FAILURES.target_not_allowed };

import { networkInterfaces } from "node:os";
import { singleton } from "#lib/singleton.ts";
import { parseAddress } from "./classify.ts";

/** Where this process accepts connections itself. */
export type Listener = { address: string; port: number };

/** This process's listeners; the server adds its own once it listens. */
export function ownListeners(): Listener[] {
  return singleton("listeners", () => []);
}

const WILDCARDS: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

/**
 * True when connecting there would reach one of our own listeners: always refused, so that a capture cannot use our own
 * management API from inside. A listener on every interface is reached through each local address. Connecting to 0.0.0.0 or ::
 * reaches loopback.
 */
export function isOwnListener(
  address: string,
  port: number,
  listeners: readonly Listener[],
  localAddresses: () => string[] = interfaceAddresses,
): boolean {
  const candidates = listeners.filter((listener) => listener.port === port);
  if (candidates.length === 0) return false;
  const wanted = normal(address);
  if (wanted === null) return true;
  const isLocal = isLoopback(wanted) || WILDCARDS.has(wanted) || localAddresses().some((own) => normal(own) === wanted);
  return candidates.some((listener) => {
    const own = normal(listener.address);
    if (own === null || WILDCARDS.has(own)) return isLocal;
    return own === wanted || (isLoopback(own) && WILDCARDS.has(wanted));
  });
}

function normal(address: string): string | null {
  return parseAddress(address.replace(/%.*$/, ""))?.toString() ?? null;
}

function isLoopback(address: string): boolean {
  return parseAddress(address)?.range() === "loopback";
}

function interfaceAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((entries) => (entries ?? []).map((entry) => entry.address));
}

import { type Cidr, contains, isLoopbackAddress, isPublicAddress, parseAddress, parseCidr } from "./classify.ts";
import { isOwnListener, type Listener } from "./own-listener.ts";
import { isBadPort, isStorePort } from "./ports.ts";

/** `public`: anyone may own it. `local`: reachable only because the operator allowed it. Null: not allowed. */
export type Reach = "public" | "local";
export type Judge = (address: string, port: number) => Reach | null;

export type JudgeSettings = {
  /** CIDRs (or single addresses) allowed besides public ones. */
  allow: readonly string[];
  /** True when our server listens on loopback only: then whoever calls us already is on this machine. */
  allowLoopback: boolean;
  ownListeners: () => Listener[];
};

/** Decides about one address and port. Throws a RangeError when `allow` holds something that is not a CIDR. */
export function createJudge(settings: JudgeSettings): Judge {
  const allowed: Cidr[] = settings.allow.map((text) => {
    const cidr = parseCidr(text);
    if (!cidr) throw new RangeError(`not a CIDR: ${text}`);
    return cidr;
  });
  return (address, port) => {
    const parsed = parseAddress(address);
    if (!parsed || isBadPort(port) || isOwnListener(address, port, settings.ownListeners())) return null;
    if (allowed.some((cidr) => contains(cidr, parsed))) return isPublicAddress(address) ? "public" : "local";
    if (settings.allowLoopback && isLoopbackAddress(address)) return "local";
    return isPublicAddress(address) && !isStorePort(port) ? "public" : null;
  };
}

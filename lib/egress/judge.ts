import { type Cidr, contains, isLoopbackAddress, isPublicAddress, parseAddress, parseCidr } from "./classify.ts";
import { isOwnListener, type Listener } from "./own-listener.ts";
import { isBadPort, isStorePort } from "./ports.ts";

/** Whether requests may go there. */
export type Judge = (address: string, port: number) => boolean;

export type JudgeSettings = {
  /** CIDRs (or single addresses) allowed besides public ones. */
  allow: readonly string[];
  /** True when only this machine reaches us: then whoever calls us already is on it. */
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
    if (!parsed || isBadPort(port) || isOwnListener(address, port, settings.ownListeners())) return false;
    if (allowed.some((cidr) => contains(cidr, parsed))) return true;
    if (settings.allowLoopback && isLoopbackAddress(address)) return true;
    return isPublicAddress(address) && !isStorePort(port);
  };
}

import { BlockList, isIP } from "node:net";
import { forwardedChain } from "#lib/http/forwarded.ts";
import type { ReadonlyPairs } from "#lib/http/pairs.ts";

/** Whose word about a sender's address counts (setting TRUSTED_PROXIES). The headers themselves are kept as they came, always. */
export type TrustedProxies = {
  trusts: (address: string) => boolean;
  /**
   * The sender's address: the socket's, unless that is a trusted proxy's; then the right-most address in its forwarding headers that
   * is not a trusted proxy's itself. What stands left of that one, or of anything that is no address, is hearsay.
   */
  senderOf: (socketAddress: string, headers: ReadonlyPairs) => string;
};

/** `cidrs` hold IP addresses and CIDRs; the settings have checked them. */
export function createTrustedProxies(cidrs: readonly string[]): TrustedProxies {
  const trusted = new BlockList();
  for (const cidr of cidrs) {
    const [address = "", prefix] = cidr.split("/");
    const family = familyOf(address);
    if (family === null) continue;
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }

  const trusts = (address: string) => {
    const family = familyOf(address);
    return family !== null && trusted.check(address, family);
  };

  const senderOf = (socketAddress: string, headers: ReadonlyPairs) => {
    let sender = socketAddress;
    const chain = forwardedChain(headers);
    while (trusts(sender)) {
      const before = plainAddress(chain.pop() ?? "");
      if (isIP(before) === 0) break;
      sender = before;
    }
    return sender;
  };

  if (cidrs.length === 0) return { trusts: () => false, senderOf: (socketAddress) => socketAddress };
  return { trusts, senderOf };
}

/** An IPv4 sender on a dual-stack listener shows as ::ffff:1.2.3.4. */
export function plainAddress(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}

function familyOf(address: string): "ipv4" | "ipv6" | null {
  const version = isIP(address);
  return version === 0 ? null : version === 4 ? "ipv4" : "ipv6";
}

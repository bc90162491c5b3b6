import { isIP } from "node:net";
import { forwardedChain } from "#lib/http/forwarded.ts";
import { plainAddress } from "#lib/http/network.ts";
import type { ReadonlyPairs } from "#lib/http/pairs.ts";
import { addressList } from "./address-list.ts";

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
  if (cidrs.length === 0) return { trusts: () => false, senderOf: (socketAddress) => socketAddress };
  const trusts = addressList(cidrs);

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

  return { trusts, senderOf };
}

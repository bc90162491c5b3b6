import { env } from "#lib/env.ts";
import { singleton } from "#lib/singleton.ts";
import { isLoopbackAddress } from "./classify.ts";
import { createEgress, type Egress } from "./client.ts";
import { ownListeners } from "./own-listener.ts";

/** This process's way out. Loopback is allowed when only this machine can reach us: whoever calls is on it already. */
export function egress(): Egress {
  return singleton("egress", () => {
    const { EGRESS_ALLOW, EGRESS_PROXY, HOST, PUBLIC_URL, CAPTURE_URL } = env();
    return createEgress({
      allow: EGRESS_ALLOW,
      allowLoopback: HOST === "localhost" || isLoopbackAddress(HOST),
      ownListeners,
      ownUrls: [PUBLIC_URL, CAPTURE_URL].filter((url) => url !== undefined),
      proxy: EGRESS_PROXY ?? null,
    });
  });
}

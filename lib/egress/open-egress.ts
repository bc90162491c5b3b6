import { type Env, env } from "#lib/env.ts";
import { singleton } from "#lib/singleton.ts";
import { isLoopbackAddress } from "./classify.ts";
import { createEgress, type Egress } from "./client.ts";
import { ownListeners } from "./own-listener.ts";

/** This process's way out. */
export function egress(): Egress {
  return singleton("egress", () => {
    const settings = env();
    return createEgress({
      allow: settings.EGRESS_ALLOW,
      allowLoopback: isForThisMachineOnly(settings),
      ownListeners,
      ownUrls: [settings.PUBLIC_URL, settings.CAPTURE_URL].filter((url) => url !== undefined),
      proxy: settings.EGRESS_PROXY ?? null,
    });
  });
}

type Reached = Pick<Env, "HOST" | "PUBLIC_URL" | "CAPTURE_URL" | "TRUSTED_PROXIES" | "PROXY_PROTOCOL">;

/**
 * True when whoever calls us is on this machine already, and may as well reach what listens on it. A listener on loopback does not say
 * so alone: behind a proxy on the same machine it serves everybody.
 */
export function isForThisMachineOnly({ HOST, PUBLIC_URL, CAPTURE_URL, ...proxies }: Reached): boolean {
  return (
    isLoopbackHost(HOST) &&
    proxies.TRUSTED_PROXIES.length === 0 &&
    proxies.PROXY_PROTOCOL.length === 0 &&
    [PUBLIC_URL, CAPTURE_URL].every((url) => url === undefined || isLoopbackHost(hostOf(url)))
  );
}

function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || isLoopbackAddress(host);
}

function hostOf(url: string): string {
  return new URL(url.replace("://*.", "://")).hostname.replace(/^\[(.*)\]$/, "$1");
}

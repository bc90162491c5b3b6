import type { Target } from "./target.ts";

const ORDINARY_PORTS: ReadonlySet<number> = new Set([80, 443]);

/**
 * True when a target is one of our own public addresses: what is behind it is this Wirebin, through whatever stands in front of it.
 * `ownUrls` are the settings PUBLIC_URL and CAPTURE_URL, the latter perhaps `https://*.hooks.example`. The two ordinary ports count as one:
 * a front that answers https nearly always answers http. Another name for the same front is not recognised here; the hop header
 * stops what goes round through it.
 */
export function isOwnUrl(target: Target, ownUrls: readonly string[]): boolean {
  return ownUrls.some((text) => {
    const isWildcard = text.includes("://*.");
    const own = new URL(text.replace("://*.", "://"));
    const ownPort = own.port === "" ? (own.protocol === "https:" ? 443 : 80) : Number(own.port);
    const host = withoutDot(target.hostname);
    const ownHost = withoutDot(own.hostname.replace(/^\[(.*)\]$/, "$1"));
    const isHost = isWildcard ? host.endsWith(`.${ownHost}`) : host === ownHost;
    const isPort = ownPort === target.port || (ORDINARY_PORTS.has(ownPort) && ORDINARY_PORTS.has(target.port));
    return isHost && isPort;
  });
}

/** "example.com." is "example.com" with its root written out. */
function withoutDot(hostname: string): string {
  return hostname.replace(/\.$/, "");
}

/** Addresses of a bin, for people. */

/** The URL a capture was sent to: the bin's origin with the raw target; an absolute target stays as it is. */
export function captureUrl(binUrl: string, target: string): string {
  return target.startsWith("/") ? new URL(binUrl).origin + target : target;
}

/** The URL as its sender had it: their Host in front of the raw target. A message does not say its scheme: it is the bin's. */
export function sentUrl(binUrl: string, { host, target }: { host: string | null; target: string }): string {
  const { protocol, host: ownHost } = new URL(binUrl);
  return target.startsWith("/") ? `${protocol}//${host || ownHost}${target}` : target;
}

/** A request to paste into a terminal. */
export function tryCommand(binUrl: string): string {
  return `curl -X POST ${binUrl} -H 'Content-Type: application/json' -d '{"hello":"world"}'`;
}

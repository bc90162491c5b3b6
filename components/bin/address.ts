/** A bin's address and what follows it in a target. */

/** What a sender wrote after the bin's address: "/b/a?x" in bin "b" gives "/a?x". Targets of other shapes stay whole. */
export function shownTarget(bin: string, target: string): string {
  const prefix = `/${bin}`;
  if (!target.startsWith(prefix)) return target;
  const rest = target.slice(prefix.length);
  if (rest === "") return "/";
  if (rest.startsWith("/")) return rest;
  return rest.startsWith("?") ? `/${rest}` : target;
}

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

import { firstSegment, splitTarget } from "#lib/http/target.ts";
import { RESERVED_NAMES } from "#lib/model/bin.ts";

/** Where captures are reached: on the dashboard's host, on one of their own, or on one host for each bin. */
export type CaptureHost = { kind: "shared" } | { kind: "own"; host: string } | { kind: "wildcard"; suffix: string };

export type BinAddress = { bin: string; rest: string };

/** `captureUrl` is the setting CAPTURE_URL. */
export function captureHost(captureUrl: string | undefined): CaptureHost {
  if (captureUrl === undefined) return { kind: "shared" };
  if (captureUrl.includes("://*.")) {
    return { kind: "wildcard", suffix: `.${new URL(captureUrl.replace("://*.", "://")).host}` };
  }
  return { kind: "own", host: new URL(captureUrl).host };
}

/** What some senders write out that others leave out: the root of a name, and an ordinary port. */
const WRITTEN_OUT = /\.?(:(80|443))?$/;

/**
 * The bin that a message is addressed to, or null when it is for the dashboard. Looks at the raw target and the Host; decodes
 * nothing, so "/a%2Fb" is the bin "a%2Fb" (which cannot exist) and "//x" names none. The authority of an absolute-form target counts
 * before the Host header (RFC 9112 section 3.2.2).
 */
export function binAddress(where: CaptureHost, target: string, hostHeader: string | undefined): BinAddress | null {
  const { path, authority } = splitTarget(target);
  if (where.kind !== "shared") {
    const written = (authority ?? hostHeader ?? "").toLowerCase();
    const own = where.kind === "wildcard" ? where.suffix : where.host;
    const host = written.endsWith(own) ? written : written.replace(WRITTEN_OUT, "");
    if (where.kind === "wildcard") return host.endsWith(own) ? { bin: host.slice(0, -own.length), rest: path } : null;
    if (host !== own) return null;
  }
  const segment = firstSegment(path);
  if (where.kind === "shared" && (segment === "" || RESERVED_NAMES.has(segment))) return null;
  return { bin: segment, rest: path.slice(path.indexOf(segment) + segment.length) };
}

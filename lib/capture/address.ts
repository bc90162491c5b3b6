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

/**
 * The bin that a message is addressed to, or null when it is for the dashboard. Looks at the raw target and the Host; decodes
 * nothing, so "/a%2Fb" is the bin "a%2Fb" (which cannot exist) and "//x" names none. The authority of an absolute-form target counts
 * before the Host header (RFC 9112 section 3.2.2).
 */
export function binAddress(where: CaptureHost, target: string, hostHeader: string | undefined): BinAddress | null {
  const { path, authority } = splitTarget(target);
  if (where.kind !== "shared") {
    const host = (authority ?? hostHeader ?? "").toLowerCase();
    if (where.kind === "wildcard") {
      return host.endsWith(where.suffix) ? { bin: host.slice(0, -where.suffix.length), rest: path } : null;
    }
    if (host !== where.host) return null;
  }
  const segment = firstSegment(path);
  if (where.kind === "shared" && (segment === "" || RESERVED_NAMES.has(segment))) return null;
  return { bin: segment, rest: path.slice(path.indexOf(segment) + segment.length) };
}

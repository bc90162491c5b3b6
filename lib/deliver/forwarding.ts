import { binAddress, captureHost } from "#lib/capture/address.ts";
import { endToEndFields, hopsOf } from "#lib/egress/fields.ts";
import { env } from "#lib/env.ts";
import { firstValue, type Pairs, type ReadonlyPairs } from "#lib/http/pairs.ts";
import { splitTarget } from "#lib/http/target.ts";
import { factsOf } from "#lib/reply/message.ts";
import type { StoredForward } from "#lib/store/forwards.ts";
import type { Candidate, Forwarded } from "#lib/store/take-captures.ts";
import type { StoredTarget } from "#lib/store/targets.ts";
import type { Filters } from "./filters.ts";
import { joinUrl, suffixOf } from "./join-url.ts";
import { withHeaders } from "./secrets.ts";

/**
 * What a forward makes of a capture: null when it does not send it, because it was not kept whole or a condition does not hold. The
 * target's own headers and URL join when it is sent.
 */
export async function forwarded(
  filters: Filters,
  bin: string,
  forward: StoredForward,
  target: StoredTarget,
  capture: Candidate,
): Promise<Forwarded | null> {
  if (capture.kind !== "message") return null;
  const address = binAddress(captureHost(env().CAPTURE_URL), capture.target, firstValue(capture.headers, "host"));
  const rest = address?.rest ?? "";
  if (!(await isWanted(filters, bin, rest, forward, capture))) return null;
  const suffix = suffixOf({ rest, query: splitTarget(capture.target).query }, forward);
  return {
    suffix,
    url: joinUrl(target.url, suffix) ?? target.url,
    method: capture.method,
    headers: withHeaders(without(endToEndFields(capture.headers), forward.dropHeaders), forward.addHeaders),
    hops: hopsOf(capture.headers),
  };
}

async function isWanted(
  filters: Filters,
  bin: string,
  rest: string,
  { conditions }: StoredForward,
  capture: Candidate,
): Promise<boolean> {
  if (conditions.length === 0) return true;
  const { id, method, target, headers, remoteIp } = capture;
  const looksInside = conditions.some(({ field }) => field === "body" || field === "json");
  const body = looksInside ? await capture.body() : new Uint8Array(0);
  return filters(conditions)(factsOf({ bin, id, method, target, rest, headers, remoteIp, body }));
}

function without(headers: ReadonlyPairs, names: readonly string[]): Pairs {
  const dropped = new Set(names.map((name) => name.toLowerCase()));
  return headers.filter(([name]) => !dropped.has(name.toLowerCase())).map(([name, value]) => [name, value]);
}

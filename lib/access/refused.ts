import { timingSafeEqual } from "node:crypto";
import { hashSecret } from "#lib/model/ids.ts";
import { type OwnerPair, ownersAmong } from "#lib/store/sessions.ts";
import type { Standing } from "#lib/store/standing.ts";
import { type Credentials, NOBODY } from "./authorise.ts";
import { sessionHash } from "./session.ts";

export type Reader = { bin: string; credentials: Credentials };

/**
 * Those who may not read their bin: what `authorise` says, of many at once, with one question to the store. `bins` are those of the readers'
 * that exist.
 */
export async function refusedAmong<R extends Reader>(
  readers: readonly R[],
  bins: ReadonlyMap<string, Pick<Standing, "no" | "keyHash">>,
): Promise<R[]> {
  const bySession = new Map<R, OwnerPair>();
  for (const reader of readers) {
    const { no } = bins.get(reader.bin) ?? {};
    const hash = reader.credentials.key === undefined ? sessionHash(reader.credentials.cookie) : null;
    if (no !== undefined && hash) bySession.set(reader, { sessionHash: hash, binNo: no });
  }
  const owners = new Set((await ownersAmong([...bySession.values()])).map(nameOf));
  return readers.filter((reader) => {
    const pair = bySession.get(reader);
    return !(pair ? owners.has(nameOf(pair)) : hasKey(reader.credentials.key, bins.get(reader.bin)?.keyHash));
  });
}

function nameOf({ sessionHash, binNo }: OwnerPair): string {
  return `${binNo} ${Buffer.from(sessionHash).toString("hex")}`;
}

function hasKey(key: string | undefined, hash: Uint8Array | undefined): boolean {
  // Compared also when there is no such bin, so that both refusals take the same time.
  return key !== undefined && timingSafeEqual(hashSecret(key), hash ?? NOBODY) && hash !== undefined;
}

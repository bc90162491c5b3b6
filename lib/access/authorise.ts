import { timingSafeEqual } from "node:crypto";
import { AppError } from "#lib/errors.ts";
import { isBinId } from "#lib/model/bin.ts";
import { hashSecret } from "#lib/model/ids.ts";
import { findBin, type StoredBin } from "#lib/store/bins.ts";
import { isOwner } from "#lib/store/sessions.ts";
import { readSession } from "./session.ts";

/** What a caller shows of himself: header values, or what a socket's handshake carried. */
export type Credentials = { key?: string | undefined; cookie?: string | null | undefined };

/** The key of an `Authorization: Bearer` value, or undefined. */
export function bearerKey(authorization: string | null | undefined): string | undefined {
  return /^Bearer +([^\s]+)$/i.exec(authorization ?? "")?.[1];
}

/**
 * The bin, when the caller may read and change it. Throws the same `not_found` for an unknown bin, a missing credential, a wrong one
 * and somebody else's. A key that is shown is what counts; the cookie speaks only when there is none.
 */
export async function authorise(id: string, credentials: Credentials): Promise<StoredBin> {
  const bin = isBinId(id) ? await findBin(id) : null;
  const { key } = credentials;
  if (key !== undefined) {
    // Compared also when there is no such bin, so that both refusals take the same time.
    const matches = timingSafeEqual(hashSecret(key), bin?.keyHash ?? NOBODY);
    if (bin && matches) return bin;
    throw notFound();
  }
  const session = await readSession(credentials.cookie);
  if (bin && session && (await isOwner(session.hash, bin.no))) return bin;
  throw notFound();
}

/** Not the hash of any key that could be guessed: 32 zero bytes have no known preimage. */
export const NOBODY = new Uint8Array(32);

function notFound(): AppError {
  return new AppError(
    "not_found",
    "No such bin, or this key or browser does not own it. Open it with its owner link, or send its key as a Bearer token.",
  );
}

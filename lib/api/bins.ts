import { readSession, startSession } from "#lib/access/session.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { bus } from "#lib/live/bus.ts";
import type { BinChanges, CreatedBin, Keep, NewBin } from "#lib/model/bin.ts";
import { hashSecret, newBinId, newSecret } from "#lib/model/ids.ts";
import { DEFAULT_REPLY } from "#lib/model/reply.ts";
import { changeBin, createBin, type StoredBin } from "#lib/store/bins.ts";
import { deleteBin } from "#lib/store/delete-bin.ts";
import { addOwner } from "#lib/store/sessions.ts";
import { isFromOwnPage } from "./caller.ts";
import { presentBin } from "./present.ts";

/** Makes a bin. The browser that asked from our own page owns it from now on; `setCookie` gives it a session if it had none. */
export async function openBin(
  request: Request,
  wanted: NewBin,
): Promise<{ bin: CreatedBin; setCookie: string | null }> {
  const key = newSecret();
  const stored = await createBin({
    id: wanted.name ?? newBinId(),
    keyHash: hashSecret(key),
    title: wanted.title ?? "",
    reply: wanted.reply ?? DEFAULT_REPLY,
    keep: withinLimits({ ...serverKeep(), ...defined(wanted.keep) }),
  });
  const setCookie = isFromOwnPage(request) ? await own(request, stored) : null;
  return { bin: { ...presentBin(stored), key }, setCookie };
}

/** Makes the calling browser an owner; the Set-Cookie value when it needs a new session, else null. */
export async function own(request: Request, bin: StoredBin): Promise<string | null> {
  const session = await readSession(request.headers.get("cookie"));
  if (session) {
    await addOwner(session.hash, bin.no);
    return null;
  }
  const started = await startSession();
  await addOwner(started.session.hash, bin.no);
  return started.setCookie;
}

export async function alterBin(bin: StoredBin, changes: BinChanges): Promise<StoredBin> {
  const keep = changes.keep && withinLimits({ ...bin.keep, ...defined(changes.keep) });
  const changed = await changeBin(bin.no, { title: changes.title, reply: changes.reply, keep });
  if (!changed) throw new AppError("not_found", "This bin was deleted meanwhile");
  bus().publish({ kind: "changed", bin: bin.id, settings: presentBin(changed) });
  return changed;
}

export async function removeBin(bin: StoredBin): Promise<void> {
  const tell = () => bus().publish({ kind: "deleted", bin: bin.id });
  // First, so that who watches hears of it before the gateway finds that they may read no more; then to make captures forget the bin.
  tell();
  await deleteBin(bin.no, { closed: tell });
}

/** What the settings let a bin keep. */
export function serverKeep(): Keep {
  const { KEEP_CAPTURES, KEEP_DAYS, KEEP_BYTES } = env();
  return { captures: KEEP_CAPTURES, days: KEEP_DAYS, bytes: KEEP_BYTES };
}

/** A bin may keep less than the server allows, never more; 0 (no limit) counts as more than any number. */
function withinLimits(keep: Keep): Keep {
  const server = serverKeep();
  const least = (own: number, limit: number) => (limit === 0 ? own : own === 0 ? limit : Math.min(own, limit));
  return {
    captures: least(keep.captures, server.captures),
    days: least(keep.days, server.days),
    bytes: least(keep.bytes, server.bytes),
  };
}

function defined(keep: { [K in keyof Keep]?: Keep[K] | undefined } | undefined): Partial<Keep> {
  return Object.fromEntries(Object.entries(keep ?? {}).filter(([, value]) => value !== undefined));
}

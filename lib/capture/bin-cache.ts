import { prepareReply } from "#lib/reply/prepare.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import type { CaptureBin } from "./receive.ts";

/** Bins that were used lately, with their replies prepared, so that a capture asks the database nothing before it is written. */
export type BinCache = {
  find: (id: string) => CaptureBin | null | Promise<CaptureBin | null>;
  /** Forgets what is known of a bin; the next capture reads it anew. */
  forget: (id: string) => void;
};

export function createBinCache(
  read: (id: string) => Promise<StoredBin | null>,
  options: { ownHost: boolean; size: number },
): BinCache {
  const known = new Map<string, CaptureBin>();
  /** Counts what was forgotten, so that a read which began before does not bring old settings back. */
  let generation = 0;

  async function load(id: string): Promise<CaptureBin | null> {
    const began = generation;
    const stored = await read(id);
    if (!stored) return null;
    const bin = { no: stored.no, id: stored.id, reply: prepareReply(stored.reply, options) };
    if (began === generation) {
      // A Map keeps insertion order: the first key is the one that was read longest ago.
      const oldest = known.size >= options.size ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      known.set(id, bin);
    }
    return bin;
  }

  return {
    find: (id) => known.get(id) ?? load(id),
    forget: (id) => {
      generation += 1;
      known.delete(id);
    },
  };
}

import { isBinId } from "#lib/model/bin.ts";
import type { Rule } from "#lib/model/rule.ts";
import { prepareReply } from "#lib/reply/prepare.ts";
import { compileRules } from "#lib/reply/rules.ts";
import { rulesBytes } from "#lib/reply/weight.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import type { CaptureBin } from "./receive.ts";

/** Bins that were used lately, with their replies prepared, so that a capture asks the database nothing before it is written. */
export type BinCache = {
  find: (id: string) => CaptureBin | null | Promise<CaptureBin | null>;
  /** Forgets what is known of a bin, or of all (null); the next capture reads it anew. */
  forget: (id: string | null) => void;
};

/** `maxBytes`: what the bins may take in memory, about (lib/reply/weight.ts). */
export function createBinCache(
  read: (id: string) => Promise<{ bin: StoredBin; rules: Rule[] } | null>,
  options: { ownHost: boolean; size: number; maxBytes: number },
): BinCache {
  const known = new Map<string, { bin: CaptureBin; bytes: number }>();
  let held = 0;
  /** Counts what was forgotten, so that a read which began before does not bring old settings back. */
  let generation = 0;

  async function load(id: string): Promise<CaptureBin | null> {
    const began = generation;
    const stored = await read(id);
    if (!stored) return null;
    const { no, reply } = stored.bin;
    const bin = {
      no,
      id: stored.bin.id,
      reply: prepareReply(reply, options),
      rules: compileRules(stored.rules, options),
    };
    if (began === generation) {
      const bytes = bin.reply.body.length + bin.reply.headersJson.length + (bin.rules ? rulesBytes(stored.rules) : 0);
      drop(id);
      held += bytes;
      known.set(id, { bin, bytes });
      // A Map keeps insertion order: the first key is the one that was read longest ago.
      for (const oldest of known.keys()) {
        if (known.size <= options.size && held <= options.maxBytes) break;
        drop(oldest);
      }
    }
    return bin;
  }

  function drop(id: string): void {
    held -= known.get(id)?.bytes ?? 0;
    known.delete(id);
  }

  return {
    // An address that no bin can have is not worth a question to the database.
    find: (id) => known.get(id)?.bin ?? (isBinId(id) ? load(id) : null),
    forget: (id) => {
      generation += 1;
      if (id === null) {
        known.clear();
        held = 0;
      } else drop(id);
    },
  };
}

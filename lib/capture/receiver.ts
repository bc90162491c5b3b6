import { env } from "#lib/env.ts";
import { bus } from "#lib/live/bus.ts";
import { log } from "#lib/log.ts";
import { newUuid } from "#lib/model/ids.ts";
import { singleton } from "#lib/singleton.ts";
import { findBin } from "#lib/store/bins.ts";
import { amendReply } from "#lib/store/captures.ts";
import { openJournal } from "#lib/store/open-journal.ts";
import { takeTurn } from "#lib/store/rule-counters.ts";
import { findRules } from "#lib/store/rules.ts";
import type { Arrival, Outcome } from "./arrival.ts";
import { createBinCache } from "./bin-cache.ts";
import { createReceive } from "./receive.ts";

const CACHED_BINS = 20_000;
/** Replies and rules of cached bins together. */
const CACHED_BYTES = 67_108_864;

/** This process's `receive`, with its store, bus and clock; the doorway and Next's route use the same one. */
export function receiver(): (arrival: Arrival) => Promise<Outcome> {
  return singleton("receiver", () => {
    const cache = createBinCache(readBin, {
      ownHost: env().CAPTURE_URL !== undefined,
      size: CACHED_BINS,
      maxBytes: CACHED_BYTES,
    });
    bus().subscribe((event) => {
      if (event.kind === "changed" || event.kind === "deleted") cache.forget(event.bin);
    });
    return createReceive({
      findBin: cache.find,
      admit: () => 0,
      append: (entry) => openJournal().append(entry),
      publish: (bin, seq, summary) => bus().publish({ kind: "captured", bin, seq, summary }),
      onUnavailable: (error) => log().error({ err: error }, "a capture could not be stored"),
      takeTurn,
      amendReply,
      newId: newUuid,
      random: Math.random,
      now: Date.now,
      maxBodyBytes: env().MAX_BODY_BYTES,
    });
  });
}

async function readBin(id: string) {
  const bin = await findBin(id);
  return bin && { bin, rules: (await findRules(bin.no)).rules };
}

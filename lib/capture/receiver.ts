import { env, hasCaptureHost } from "#lib/env.ts";
import { senderNetwork } from "#lib/http/network.ts";
import { bus } from "#lib/live/bus.ts";
import { log, sparingly } from "#lib/log.ts";
import { newUuid } from "#lib/model/ids.ts";
import { singleton } from "#lib/singleton.ts";
import { amendReply } from "#lib/store/amend-replies.ts";
import { binExists, findBin } from "#lib/store/bins.ts";
import { openJournal } from "#lib/store/open-journal.ts";
import { findRules } from "#lib/store/rules.ts";
import { takeTurn } from "#lib/store/turns.ts";
import type { Arrival, Outcome } from "./arrival.ts";
import { createBinCache } from "./bin-cache.ts";
import { rateLimits } from "./rate-limits.ts";
import { createReceive, type Receive } from "./receive.ts";

const CACHED_BINS = 20_000;
/** What replies and rules of cached bins take in memory together, about. */
const CACHED_BYTES = 67_108_864;

/** This process's `receive`, with its store, bus and clock; the doorway and Next's route use the same one. */
export function receiver(): Receive {
  return singleton("receiver", () => {
    const cache = createBinCache(readBin, {
      ownHost: hasCaptureHost(env()),
      size: CACHED_BINS,
      maxBytes: CACHED_BYTES,
    });
    bus().subscribe((event) => {
      if (event.kind === "changed" || event.kind === "deleted" || event.kind === "stale") cache.forget(event.bin);
    });
    const { perIp, perBin } = rateLimits();
    const journal = openJournal();
    const { publish } = bus();
    return createReceive({
      findBin: cache.find,
      admitSender: perIp && ((arrival) => perIp(senderNetwork(arrival.remoteIp))),
      admitToBin: perBin && ((bin) => perBin(bin.id)),
      append: journal.append,
      publish: (bin, seq, summary) => publish({ kind: "captured", bin, seq, summary }),
      onError: sparingly((error, others) => log().error({ err: error, others }, "a capture met an error on our side")),
      takeTurn,
      amendReply: async (bin, seq, { status, headersJson }) => {
        await amendReply({ binNo: bin.no, seq, replyHeaders: headersJson });
        publish({ kind: "replied", bin: bin.id, seq, status });
      },
      newId: newUuid,
      random: Math.random,
      now: Date.now,
      maxBodyBytes: env().MAX_BODY_BYTES,
    });
  });
}

async function readBin(id: string) {
  const bin = (await binExists(id)) ? await findBin(id) : null;
  return bin && { bin, rules: (await findRules(bin.no)).rules };
}

/** `receiver` for callers that are not in a hurry. Never rejects. */
export function received(arrival: Arrival): Promise<Outcome> {
  return new Promise((resolve) => receiver()(arrival, resolve));
}

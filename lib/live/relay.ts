import { randomUUID } from "node:crypto";
import { assertNever } from "#lib/errors.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";
import { type Bus, type BusEvent, createBus } from "./bus.ts";
import type { OpenChannel } from "./channel.ts";
import { createHintSender } from "./hint-sender.ts";
import { type Hint, readHints } from "./hints.ts";
import { createWatchedBin, type Loaded, type WatchedBin } from "./watched-bin.ts";

/**
 * Makes many processes look like one to whoever watches a bin. Processes tell each other that something is committed; what it is, each reads
 * in the store when somebody watches the bin there. While there is no connection, a process looks by itself once a second.
 */
export type Relay = {
  /** For the gateway: what happened here, and to watched bins elsewhere. */
  bus: Bus;
  /** Resolves when everything committed from then on will be told on `bus`. Rejects when the store cannot be reached. */
  watch: (bin: string) => Promise<void>;
  unwatch: (bin: string) => void;
  /**
   * The store holds captures of this bin up to `seq`. One that nobody told of is looked up: its process was killed behind the commit, or cut off
   * from the others when it ended.
   */
  stored: (bin: string, seq: number) => void;
  close: () => Promise<void>;
};

export type RelayUse = {
  /** What this process says of itself. */
  bus: Bus;
  open: OpenChannel;
  find: (bin: string) => Promise<{ no: number; settings: Bin } | null>;
  /** As WatchedBinUse loads. */
  list: (binNo: number, after: number, limit: number) => Promise<Loaded>;
  onDown: (error: unknown) => void;
  onError: (error: unknown) => void;
};

const LOOK_EVERY_MS = 1000;
/** What is committed is told of in less: whoever looks in the store earlier only looks twice. */
const GRACE_MS = 250;

/** `heard`: the newest capture we were told of while `stream` was not there yet; `stored`: the newest that the store is known to hold. */
type Watched = { no: number; stream: WatchedBin | null; heard: number; stored: number; ready: Promise<void> };

export function createRelay(use: RelayUse): Relay {
  const watchers = createBus();
  const watched = new Map<string, Watched>();
  const own = randomUUID();
  const channel = use.open({ message, up, down });
  const sender = createHintSender(own, channel.send);
  const unsubscribe = use.bus.subscribe(onOwn);
  let looking: NodeJS.Timeout | undefined;

  function onOwn(event: BusEvent): void {
    if (event.kind === "stale" || event.kind === "missed") return;
    if (event.kind === "captured") {
      sender.captured(event.bin, event.seq);
      captured(event.bin, event.seq, event.summary);
      return;
    }
    sender.tell(hintOf(event));
    tellWatchers(event);
  }

  function message(text: string): void {
    const said = readHints(text);
    if (!said || said.from === own) return;
    for (const hint of said.hints) onHint(hint).catch(use.onError);
  }

  async function onHint(hint: Hint): Promise<void> {
    switch (hint.kind) {
      case "captured":
        captured(hint.bin, hint.seq, null);
        return;
      case "removed":
      case "replied":
      case "outbox":
        tellWatchers(hint);
        return;
      case "deleted":
        use.bus.publish({ kind: "stale", bin: hint.bin });
        tellWatchers(hint);
        return;
      case "changed":
        use.bus.publish({ kind: "stale", bin: hint.bin });
        if (watched.has(hint.bin)) await tellSettings(hint.bin);
        return;
      case "marked":
        await tellMark(hint.bin, hint.seq);
        return;
      case "behind":
        await lookAtEverything();
        return;
      default:
        assertNever(hint);
    }
  }

  function captured(bin: string, seq: number, summary: (() => Summary) | null): void {
    const entry = watched.get(bin);
    if (entry?.stream) entry.stream.captured(seq, summary);
    else if (entry) entry.heard = Math.max(entry.heard, seq);
  }

  function tellWatchers(event: BusEvent & { bin: string }): void {
    const stream = watched.get(event.bin)?.stream;
    if (stream) stream.after(() => watchers.publish(event));
    else watchers.publish(event);
  }

  async function tellSettings(bin: string): Promise<void> {
    const found = await use.find(bin);
    tellWatchers(found ? { kind: "changed", bin, settings: found.settings } : { kind: "deleted", bin });
  }

  async function tellMark(bin: string, seq: number): Promise<void> {
    const entry = watched.get(bin);
    if (!entry) return;
    await entry.ready;
    const {
      captures: [summary],
    } = await use.list(entry.no, seq - 1, 1);
    if (summary?.seq !== seq) return;
    const { pinned = false, note = "" } = summary;
    tellWatchers({ kind: "marked", bin, mark: { seq, pinned, note } });
  }

  /** Nothing that is remembered can be trusted, and watched bins may have captures that we were not told of. */
  function look(): void {
    use.bus.publish({ kind: "stale", bin: null });
    for (const { stream } of watched.values()) stream?.refresh();
  }

  async function lookAtEverything(): Promise<void> {
    look();
    for (const bin of watched.keys()) await tellAnew(bin);
  }

  async function tellAnew(bin: string): Promise<void> {
    tellWatchers({ kind: "missed", bin });
    await tellSettings(bin);
  }

  function up(): void {
    clearInterval(looking);
    sender.setUp(true);
    lookAtEverything().catch(use.onError);
  }

  function down(error: unknown): void {
    use.onDown(error);
    sender.setUp(false);
    clearInterval(looking);
    looking = setInterval(look, LOOK_EVERY_MS);
  }

  async function begin(bin: string, entry: Watched): Promise<void> {
    const found = await use.find(bin);
    if (!found || watched.get(bin) !== entry) return;
    entry.no = found.no;
    entry.stream = createWatchedBin(
      {
        load: (after, limit) => use.list(found.no, after, limit),
        forward: (seq, summary) => watchers.publish({ kind: "captured", bin, seq, summary }),
        missed: () => tellAnew(bin).catch(use.onError),
        onError: use.onError,
        pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      },
      found.settings.lastSeq,
    );
    entry.stream.captured(entry.heard, null);
  }

  return {
    bus: watchers,
    watch: async (bin) => {
      const known = watched.get(bin);
      if (known) return known.ready;
      const entry: Watched = { no: 0, stream: null, heard: 0, stored: 0, ready: Promise.resolve() };
      watched.set(bin, entry);
      entry.ready = begin(bin, entry).catch((error: unknown) => {
        if (watched.get(bin) === entry) watched.delete(bin);
        throw error;
      });
      await entry.ready;
    },
    unwatch: (bin) => {
      watched.get(bin)?.stream?.close();
      watched.delete(bin);
    },
    stored: (bin, seq) => {
      const entry = watched.get(bin);
      if (!entry || seq <= entry.stored) return;
      entry.stored = seq;
      setTimeout(() => captured(bin, seq, null), GRACE_MS).unref();
    },
    close: async () => {
      unsubscribe();
      clearInterval(looking);
      for (const { stream } of watched.values()) stream?.close();
      watched.clear();
      await sender.close();
      await channel.close();
    },
  };
}

type Told = Exclude<BusEvent, { kind: "captured" | "stale" | "missed" }>;

function hintOf(event: Told): Hint {
  switch (event.kind) {
    case "marked":
      return { kind: "marked", bin: event.bin, seq: event.mark.seq };
    case "changed":
      return { kind: "changed", bin: event.bin };
    default:
      return event;
  }
}

import type { Summary } from "#lib/model/capture.ts";

/**
 * The captures of one bin that somebody watches here, in order of `seq` without gaps or doubles, whichever process took them. Numbers are
 * given out inside the committing transaction, so whoever hears of number n finds everything before n in the store.
 */
export type WatchedBin = {
  /** `summary` is null when another process took it. */
  captured: (seq: number, summary: (() => Summary) | null) => void;
  /** Looks in the store for what nobody told us of. */
  refresh: () => void;
  /** Calls `tell` after what was captured before. */
  after: (tell: () => void) => void;
  close: () => void;
};

/** `more`: there are more behind the last of these. */
export type Loaded = { captures: Summary[]; more: boolean };

export type WatchedBinUse = {
  /** Summaries after `seq`, the oldest first, at most `limit`; at least one when there are any. */
  load: (after: number, limit: number) => Promise<Loaded>;
  forward: (seq: number, summary: () => Summary) => void;
  /** More waited for captures than is kept: what else happened to the bin has to be read anew. */
  missed: () => void;
  onError: (error: unknown) => void;
  pause: (ms: number) => Promise<unknown>;
};

const PAGE = 500;
/** The store is asked at most so often for one bin. */
const LOAD_EVERY_MS = 25;
const RETRY_MS = 500;
const MAX_LATER = 1000;

/** `last` is the newest capture that watchers know already. */
export function createWatchedBin(use: WatchedBinUse, lastSeq: number): WatchedBin {
  let last = lastSeq;
  let heard = lastSeq;
  let isAsked = false;
  let isRunning = false;
  let isClosed = false;
  let later: (() => void)[] = [];

  async function catchUp(): Promise<void> {
    isRunning = true;
    while (!isClosed && (heard > last || isAsked)) {
      isAsked = false;
      const upTo = heard;
      const found = await use.load(last, PAGE).catch((error: unknown) => {
        use.onError(error);
        return null;
      });
      if (isClosed) break;
      for (const summary of found?.captures ?? []) {
        last = summary.seq;
        use.forward(summary.seq, () => summary);
      }
      // What is not there up to the number we heard of is deleted already.
      if (found && !found.more) last = Math.max(last, upTo);
      else isAsked = true;
      for (const tell of later.splice(0)) tell();
      await use.pause(found ? LOAD_EVERY_MS : RETRY_MS);
    }
    isRunning = false;
    for (const tell of later.splice(0)) tell();
  }

  return {
    captured: (seq, summary) => {
      if (seq <= last) return;
      if (summary && !isRunning && seq === last + 1) {
        last = seq;
        use.forward(seq, summary);
        return;
      }
      heard = Math.max(heard, seq);
      if (!isRunning) void catchUp();
    },
    refresh: () => {
      isAsked = true;
      if (!isRunning) void catchUp();
    },
    after: (tell) => {
      if (!isRunning) tell();
      else if (later.length < MAX_LATER) later.push(tell);
      else later = [use.missed];
    },
    close: () => {
      isClosed = true;
      later = [];
    },
  };
}

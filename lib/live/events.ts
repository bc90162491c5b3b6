import type { Bin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";
import type { Delivery } from "#lib/model/delivery.ts";
import type { Mark } from "#lib/model/mark.ts";
import type { Replay } from "#lib/model/replay.ts";
import type { Target } from "#lib/model/target.ts";

/** The live contract, typed once for both sides. Events carry summaries, never bodies. */

export const SOCKET_PATH = "/socket.io";
/** How many missed summaries one `join` brings at most. */
export const MAX_MISSED = 200;

export type JoinAnswer =
  | { ok: true; lastSeq: number; firstSeq: number; total: number; missed: Summary[]; more: boolean }
  | { ok: false; code: "not_found" | "rate_limited" | "bad_request" | "unavailable" };

/**
 * Below `firstSeq` nothing is there any more but pins; it is `lastSeq` + 1 when nothing else is there at all. `total` counts what is kept,
 * pins too, of everything up to `lastSeq`.
 */
export type Kept = {
  total: number;
  firstSeq: number;
  lastSeq: number;
  dropped: number;
  droppedSince: string | null;
};

export type ServerToClient = {
  captures: (event: { bin: string; captures: Summary[] }) => void;
  removed: (event: { bin: string; seqs: number[] } | { bin: string; all: true }) => void;
  /** A capture was pinned, unpinned or annotated. */
  mark: (event: { bin: string } & Mark) => void;
  /** Deletions, pins or notes may have been missed: read again what is shown. */
  resync: (event: { bin: string }) => void;
  /** What a bin keeps by now: told while it changes, at most once a second, and after the last change. */
  kept: (event: { bin: string } & Kept) => void;
  bin: (event: { bin: string; settings: Bin } | { bin: string; deleted: true }) => void;
  /** Another reply was given than the summary said: a target's answer. */
  replied: (event: { bin: string; seq: number; status: number }) => void;
  delivery: (event: { bin: string; delivery: Delivery }) => void;
  /** More deliveries changed than are told one by one: read the list again. */
  deliveries: (event: { bin: string }) => void;
  replay: (event: { bin: string; replay: Replay }) => void;
  /** Its circuit opened or closed. */
  target: (event: { bin: string; target: Target }) => void;
};

export type ClientToServer = {
  join: (request: { bin: string; after?: number }, answer: (result: JoinAnswer) => void) => void;
  leave: (request: { bin: string }) => void;
};

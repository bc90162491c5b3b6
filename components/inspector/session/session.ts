import type { JoinAnswer, Kept } from "#lib/live/events.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { CapturePage, Summary } from "#lib/model/capture.ts";
import type { Mark } from "#lib/model/mark.ts";
import type { Window } from "./window.ts";

/** What the inspector knows of one bin, and everything that can happen to it. state.ts says how the one changes the other. */
export type Session = {
  bin: Bin | null;
  gone: boolean;
  link: Link;
  /** Every capture up to this number has been counted; null until the first page. */
  known: number | null;
  /** Below it there is nothing any more but pins. An unpinned one that lay there takes it down. */
  firstSeq: number;
  window: Window;
  /** Live captures beyond a gap, oldest first, until the gap is filled. */
  early: readonly Summary[];
  /** Deleted here, with a way back for some seconds. */
  hidden: ReadonlyMap<number, Summary>;
  /** Deleted lately: answers under way when it happened may still carry them. */
  deleted: ReadonlySet<number>;
  page: { ask: PageAsk; epoch: number } | null;
  /** What could not be loaded, and why. */
  pageProblem: { ask: PageAsk; says: string } | null;
  join: { after: number; epoch: number } | null;
  /** Held rows below `before` are still to be compared with what is stored. */
  check: { before: number; epoch: number } | null;
  epoch: number;
  selected: number | null;
  /** Pins and notes changed since the page was opened, for captures whose row is not held. */
  marks: ReadonlyMap<number, Mark>;
  follow: boolean;
  /** Following rests because the list was scrolled away from its top: back there it goes on. */
  rests: boolean;
  /** Is the reader looking at the top of the list? */
  watching: boolean;
  /** How many that arrived have not been on screen. */
  unread: number;
  /** The newest capture seen before the unread ones; a line is drawn above it, also for a while after these have been read. */
  seenUpTo: number | null;
};

export type Link = "connecting" | "live" | "reconnecting" | "offline";

/** `isGoal`: the reader goes there, and its last capture is selected when the page has come. */
export type PageAsk =
  | { kind: "newest"; isGoal?: true }
  | { kind: "oldest"; isGoal: true }
  | { kind: "older"; before: number }
  | { kind: "newer"; after: number }
  | { kind: "around"; before: number };

export type SessionEvent =
  | { kind: "link"; link: Link }
  | { kind: "joined"; epoch: number; answer: JoinAnswer }
  | { kind: "check" }
  | { kind: "checked"; epoch: number; page: CapturePage }
  | { kind: "bin"; bin: Bin }
  | { kind: "gone" }
  | { kind: "want"; ask: PageAsk }
  | { kind: "page"; epoch: number; page: CapturePage }
  | { kind: "page failed"; epoch: number; problem: string }
  | { kind: "captures"; captures: readonly Summary[] }
  | { kind: "removed"; seqs: readonly number[] }
  | { kind: "removed all" }
  | { kind: "kept"; kept: Kept }
  | { kind: "replied"; seq: number; status: number }
  | { kind: "mark"; mark: Mark }
  /** `next` takes its place if it was selected. */
  | { kind: "hide"; row: Summary; next: number | null }
  | { kind: "unhide"; seq: number }
  | { kind: "select"; seq: number | null }
  /** To the last capture at that end of the bin, held or not. */
  | { kind: "go"; to: "newest" | "oldest" }
  | { kind: "follow"; on: boolean }
  /** The list was scrolled, to its top or away from it. */
  | { kind: "scrolled"; toTop: boolean }
  | { kind: "watching"; on: boolean }
  /** This capture and those below it have been on screen. `isArrival`: they came there by themselves; else the reader went to them. */
  | { kind: "shown"; upTo: number; isArrival: boolean }
  /** The reader has had time to see where the new ones begin. */
  | { kind: "seen" }
  | { kind: "trim"; around: number };

/** How many deletions and marks are remembered for answers that are still under way. */
export const MAX_REMEMBERED = 2000;

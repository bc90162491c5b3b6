import type { Pairs } from "#lib/http/pairs.ts";
import type { LimitedBody } from "#lib/http/read-limited.ts";
import type { CaptureKind } from "#lib/model/capture.ts";
import type { Fault } from "#lib/model/fault.ts";
import type { PreparedReply } from "#lib/reply/prepare.ts";

/** One message as it came off the wire, before it is stored. Text is latin1 code units; nothing is decoded, merged or sorted. */
export type Arrival = {
  /** The bin that the address named. */
  bin: string;
  /** The path behind the bin's address, as it came: "" or "/…". */
  rest: string;
  method: string;
  target: string;
  httpVersion: string;
  headers: Pairs;
  remoteIp: string;
  /** When its first byte came, or as near to that as is known, by `performance.now()`. */
  beganAt: number;
  /** False when something in between may have rewritten the message. */
  exact: boolean;
  /** What Content-Length promised, if it did. */
  contentLength: number | null;
  /**
   * Reads the body, at most `limit` bytes of it, and calls `done` once. Called at most once, and not at all when the bin is unknown.
   * A callback rather than a promise: Next keeps async hooks switched on, and with them every promise costs (docs/capture.md).
   */
  readBody: (limit: number, done: (body: ArrivedBody) => void) => void;
};

/** `refused`: what was known of the message was enough not to take it whole. */
export type ArrivedBody =
  | (LimitedBody & { trailers: Pairs })
  | { kind: "refused"; seen: number; trailers: Pairs; refusal: Refusal };

/** Why a message is not taken whole, what its sender hears, and what is kept of it in place of a body. */
export type Refusal = {
  kind: Exclude<CaptureKind, "message">;
  status: number;
  reason: string;
  bytes: Uint8Array<ArrayBuffer>;
};

/** What became of an arrival. Senders can do nothing that throws. */
export type Outcome =
  | { kind: "stored"; id: string; seq: number; reply: PreparedReply; fault: Fault | null }
  /** Stored as far as it goes: over a limit, or not readable. */
  | { kind: "refused"; id: string; seq: number; status: number; reason: string }
  | { kind: "over_limit"; retryAfterSeconds: number }
  | { kind: "unknown_bin" }
  | { kind: "unavailable"; retryAfterSeconds: number }
  /** The sender went away before the message was whole: nothing is stored, nobody is there to answer. */
  | { kind: "aborted" };

import { formatBytes } from "#components/ui/format.ts";
import { decodeBytes } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";

/** What is known of the body that the sender of a capture heard. `bytes`: how long it was, of which `kept` is the beginning. */
export type HeardBody =
  | { kind: "kept"; kept: Uint8Array<ArrayBuffer>; bytes: number }
  | { kind: "empty" }
  /** Nothing was sent, or Wirebin's own words to a message that it refuses, or it came before bodies were kept. */
  | { kind: "unknown" };

export function heardBody({ kind, reply }: Pick<Capture, "kind" | "reply">): HeardBody {
  const { body, status, tookMs } = reply;
  if (body) return { kind: "kept", kept: decodeBytes(body), bytes: body.bytes };
  // Since bodies are kept, so is the time.
  return kind === "message" && status !== 0 && tookMs !== undefined ? { kind: "empty" } : { kind: "unknown" };
}

/** How much of the body is kept, as a sentence; null when it is all of it, or none. */
export function sayCut(heard: HeardBody): string | null {
  if (heard.kind !== "kept" || heard.kept.length === heard.bytes) return null;
  return `The first ${formatBytes(heard.kept.length)} of ${formatBytes(heard.bytes)}.`;
}

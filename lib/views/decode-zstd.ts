import { Decompress } from "fzstd";
import { joined, type StreamOutcome } from "./decode-stream.ts";
import { zstdFrames } from "./zstd-frames.ts";

/** The largest window a Zstandard content coding may ask for (RFC 9659 section 3). The decoder reserves whatever a header says. */
const MAX_WINDOW_BYTES = 8 * 1024 * 1024;

/**
 * Zstandard (RFC 8878) where the platform may have none. The decoder is given one block at a time: each gives at most 128 KiB, so that
 * output and time are looked at between any two.
 */
export async function decodeZstd(
  bytes: Uint8Array,
  { maxBytes, deadline }: { maxBytes: number; deadline: number },
): Promise<StreamOutcome> {
  const { frames, isCut } = zstdFrames(bytes) ?? { frames: [], isCut: false };
  if (frames.length === 0) return { kind: "broken" };
  if (frames.some(({ windowBytes }) => windowBytes > Math.max(MAX_WINDOW_BYTES, maxBytes)))
    return { kind: "too-large" };
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (const { pieces } of frames) {
      const isWhole = !isCut || pieces !== frames.at(-1)?.pieces;
      const stream = new Decompress((chunk) => {
        length += chunk.length;
        if (length <= maxBytes) chunks.push(chunk);
      });
      for (const [index, [start, end]] of pieces.entries()) {
        if (performance.now() > deadline) return { kind: "too-slow" };
        stream.push(bytes.subarray(start, end), isWhole && index === pieces.length - 1);
        if (length > maxBytes) return { kind: "too-large" };
      }
    }
  } catch {
    return { kind: "broken" };
  }
  return { kind: isCut ? "cut" : "done", bytes: joined(chunks, length) };
}

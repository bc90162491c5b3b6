import { createGathering } from "./gathering.ts";

/**
 * The outcome of reading a body that may not be larger than a limit. `seen` is how many bytes came before reading stopped; `no_room`: too
 * many bodies were on their way in at once.
 */
export type LimitedBody =
  | { kind: "whole"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "too_large"; seen: number }
  | { kind: "no_room"; seen: number }
  | { kind: "aborted"; seen: number };

/** Memory for one body on its way in, shared with others. */
export type Room = {
  /** Counts bytes that have come. False: stop reading, and `wait` for room. */
  take: (bytes: number) => boolean;
  /** True when reading may go on; false when no room came in time. */
  wait: () => Promise<boolean>;
  /** Gives back what was taken. To be called in the end, also when nothing was. */
  leave: () => void;
};

/** How much of a body that is too large is still taken and thrown away, so that its sender gets to read the answer. */
const DRAIN_BYTES = 16 * 1024 * 1024;

/**
 * Reads a web stream to its end, or until it has given more than `limit` bytes or found no room; a long rest is cancelled, unread.
 * Never throws.
 */
export async function readLimited(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
  room?: Room,
): Promise<LimitedBody> {
  if (!stream) {
    room?.leave();
    return { kind: "whole", bytes: new Uint8Array(0) };
  }
  const reader = stream.getReader();
  let gathering = createGathering();
  let seen = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done && seen > limit) return { kind: "too_large", seen };
      if (done) return { kind: "whole", bytes: gathering.bytes() };
      seen += value.length;
      if (seen > limit) {
        gathering = createGathering();
        room?.leave();
        if (seen <= limit + DRAIN_BYTES) continue;
        await reader.cancel().catch(() => undefined);
        return { kind: "too_large", seen };
      }
      gathering.add(value);
      if (room && !room.take(value.length) && !(await room.wait())) {
        await reader.cancel().catch(() => undefined);
        return { kind: "no_room", seen };
      }
    }
  } catch {
    return { kind: "aborted", seen };
  } finally {
    room?.leave();
  }
}

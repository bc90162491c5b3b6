import { createGathering } from "#lib/http/gathering.ts";

/** Follows a body that is under way through its packets, which it is to be shown in order. */
export type BodyEnd = {
  /** Where in this packet the body ends, from 0 on; null when it goes on behind it. `packet` is read only where its bytes matter. */
  find: (length: number, packet: () => Buffer) => number | null;
  /** What came so far and says nothing yet: a line that has not ended, or the trailers. Of very long ones only the beginning. */
  unread: () => Uint8Array;
};

const EMPTY = new Uint8Array(0);

/** A body of as many bytes as its message promised. */
export function sizedEnd(bytes: number): BodyEnd {
  let left = bytes;
  return {
    find: (length) => {
      if (length >= left) return left;
      left -= length;
      return null;
    },
    unread: () => EMPTY,
  };
}

/** Enough of a line to tell a size, or that it is not empty. */
const LINE_CHARS = 64;

/**
 * RFC 9112 section 7.1. The parser takes these chunks, so only their sizes matter; where it does not, there is no end. Of what is unread it
 * keeps `maxUnread` bytes.
 */
export function chunkedEnd(maxUnread = 0): BodyEnd {
  let part: "size" | "data" | "behind data" | "trailers" = "size";
  let line = "";
  /** Of the data of the current chunk. */
  let left = 0;
  let unread = createGathering();
  let unreadBytes = 0;

  const addToLine = (text: string) => {
    line = (line + text).replace(/^0+(?=[0-9a-f])/i, "").slice(0, LINE_CHARS);
  };

  const keep = (bytes: Uint8Array) => {
    const kept = bytes.slice(0, maxUnread - unreadBytes);
    unread.add(kept);
    unreadBytes += kept.length;
  };

  const enter = (next: typeof part) => {
    part = next;
    line = "";
    if (unreadBytes === 0) return;
    unread = createGathering();
    unreadBytes = 0;
  };

  const endSize = () => {
    left = Number.parseInt(line, 16);
    // What is no size has no end.
    if (Number.isNaN(left)) left = Number.POSITIVE_INFINITY;
    enter(left === 0 ? "trailers" : "data");
  };

  const find = (bytes: Buffer) => {
    let at = 0;
    /** Where in this packet the current part of the body begins. */
    let from = 0;
    for (;;) {
      if (part === "data") {
        const skipped = Math.min(left, bytes.length - at);
        left -= skipped;
        at += skipped;
        if (left > 0) return null;
        enter("behind data");
        from = at;
      }
      const end = bytes.indexOf("\n", at, "latin1");
      addToLine(bytes.toString("latin1", at, end < 0 ? bytes.length : end));
      if (end < 0) {
        keep(bytes.subarray(from));
        return null;
      }
      at = end + 1;
      // Trailers end like a header section; without any, the empty line follows at once.
      if (part === "trailers") {
        if (line === "\r" || line === "") return at;
        line = "";
        continue;
      }
      if (part === "size") endSize();
      else enter("size");
      from = at;
    }
  };

  return { find: (_length, packet) => find(packet()), unread: () => unread.bytes() };
}

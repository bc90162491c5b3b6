/**
 * Where in a packet the body ends that is under way, from 0 on; null when it goes on behind it. To be asked for each packet of the body, in
 * order. `packet` is read only where its bytes matter.
 */
export type BodyEnd = (length: number, packet: () => Buffer) => number | null;

/** A body of as many bytes as its message promised. */
export function sizedEnd(bytes: number): BodyEnd {
  let left = bytes;
  return (length) => {
    if (length >= left) return left;
    left -= length;
    return null;
  };
}

/** Enough of a line to tell a size, or that it is not empty. */
const LINE_CHARS = 64;

/** RFC 9112 section 7.1. The parser takes these chunks, so only their sizes matter; where it does not, there is no end. */
export function chunkedEnd(): BodyEnd {
  let line = "";
  /** Of the current chunk, with the line end behind it. */
  let left = 0;
  let inTrailers = false;

  const addToLine = (text: string) => {
    line = (line + text).replace(/^0+(?=[0-9a-f])/i, "").slice(0, LINE_CHARS);
  };

  const endLine = () => {
    const size = Number.parseInt(line, 16);
    if (size === 0) inTrailers = true;
    else left = Number.isNaN(size) ? Number.POSITIVE_INFINITY : size + 2;
    line = "";
  };

  return (_length, packet) => {
    const bytes = packet();
    let at = 0;
    for (;;) {
      const skipped = Math.min(left, bytes.length - at);
      left -= skipped;
      at += skipped;
      const end = bytes.indexOf("\n", at, "latin1");
      addToLine(bytes.toString("latin1", at, end < 0 ? bytes.length : end));
      if (end < 0) return null;
      at = end + 1;
      // Trailers end like a header section; without any, the empty line follows at once.
      if (!inTrailers) endLine();
      else if (line === "\r" || line === "") return at;
      else line = "";
    }
  };
}

/**
 * A body as it comes, piece by piece. A large one, or one in many pieces, is copied together on the way, so that its pieces can go and no second
 * copy of it is made at its end; the place for it grows with what came, never with what was promised. Most bodies come in one piece and are
 * not copied at all.
 */
export type Gathering = { add: (chunk: Uint8Array) => void; bytes: () => Uint8Array<ArrayBuffer> };

const EMPTY = new Uint8Array(0);
/** Below this, keeping the pieces is cheaper than a place for all of them. */
const PLACE_BYTES = 262_144;
/** Above this it is dearer however small they are: a piece of one byte costs hundreds. */
const MAX_PIECES = 64;

/** `length` is what the message promises, if it does. */
export function createGathering(length: number | null = null): Gathering {
  let chunks: Uint8Array[] = [];
  let total = 0;
  let place: Uint8Array<ArrayBuffer> | null = null;

  return {
    add: (chunk) => {
      const end = total + chunk.length;
      if (end > (place?.length ?? PLACE_BYTES) || chunks.length === MAX_PIECES) {
        const grown = new Uint8Array(
          Buffer.allocUnsafeSlow(Math.max(end, Math.min(end * 2, length ?? end * 2))).buffer,
        );
        let at = 0;
        for (const piece of place ? [place.subarray(0, total)] : chunks) {
          grown.set(piece, at);
          at += piece.length;
        }
        place = grown;
        chunks = [];
      }
      if (place) place.set(chunk, total);
      else chunks.push(chunk);
      total = end;
    },
    bytes: () => {
      if (place) return place.subarray(0, total);
      if (total === 0) return EMPTY;
      const [only] = chunks;
      return chunks.length === 1 && only && isPlain(only) ? only : concatBytes(chunks, total);
    },
  };
}

function isPlain(chunk: Uint8Array): chunk is Uint8Array<ArrayBuffer> {
  return chunk.buffer instanceof ArrayBuffer;
}

/** One run of bytes from many; `total` is the sum of their lengths. */
function concatBytes(chunks: readonly Uint8Array[], total: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

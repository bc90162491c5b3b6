/** A Zstandard frame taken apart without being decoded: pieces of one block each, the header with the first, the checksum with the last. */
export type ZstdFrame = { windowBytes: number; pieces: [start: number, end: number][] };
/** `isCut`: the bytes end within a frame, of which only the whole pieces are there. */
export type ZstdFrames = { frames: ZstdFrame[]; isCut: boolean };

const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const RLE = 1;
const RESERVED = 3;

/**
 * The frames of a Zstandard stream (RFC 8878 section 3.1), skippable ones left out; null when the bytes are none. Looks at nothing but
 * headers.
 */
export function zstdFrames(bytes: Uint8Array): ZstdFrames | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: ZstdFrame[] = [];
  try {
    let at = 0;
    while (at < bytes.length) {
      const magic = view.getUint32(at, true);
      if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) {
        at += 8 + view.getUint32(at + 4, true);
        if (at > bytes.length) return null;
        continue;
      }
      if (magic !== MAGIC) return null;
      const read = readFrame(view, at);
      const end = read?.frame.pieces.at(-1)?.[1];
      if (!read || end === undefined) return null;
      frames.push(read.frame);
      if (!read.isWhole) return { frames, isCut: true };
      at = end;
    }
  } catch (error) {
    // The view refuses to read past the end.
    if (error instanceof RangeError) return null;
    throw error;
  }
  return { frames, isCut: false };
}

/** Null where there is none. Of a frame that is not whole, the pieces that are. */
function readFrame(view: DataView, start: number): { frame: ZstdFrame; isWhole: boolean } | null {
  const descriptor = view.getUint8(start + 4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryIdBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeFlag;
  const afterWindow = start + 5 + (isSingleSegment ? 0 : 1);
  let at = afterWindow + dictionaryIdBytes;
  const windowBytes = isSingleSegment ? contentSize(view, at, sizeBytes) : windowSize(view.getUint8(start + 5));
  at += sizeBytes;
  const pieces: [number, number][] = [];
  const frame = { windowBytes, pieces };
  let from = start;
  for (;;) {
    if (at + 3 > view.byteLength) return { frame, isWhole: false };
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    const type = (header >> 1) & 3;
    if (type === RESERVED) return null;
    at += 3 + (type === RLE ? 1 : header >> 3);
    const isLast = (header & 1) !== 0;
    if (isLast && (descriptor & 4) !== 0) at += 4;
    if (at > view.byteLength) return { frame, isWhole: false };
    pieces.push([from, at]);
    from = at;
    if (isLast) return { frame, isWhole: true };
  }
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(view: DataView, at: number, bytes: number): number {
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at, true) + 256;
  if (bytes === 4) return view.getUint32(at, true);
  return Number(view.getBigUint64(at, true));
}

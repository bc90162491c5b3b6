export type StreamOutcome =
  | { kind: "done"; bytes: Uint8Array }
  /** They end before the encoding does: all that can be decoded of them. */
  | { kind: "cut"; bytes: Uint8Array }
  | { kind: "unsupported" }
  | { kind: "broken" }
  | { kind: "too-large" }
  | { kind: "too-slow" };

/**
 * Runs bytes through the platform's DecompressionStream and stops it at `maxBytes` of output or at `deadline` (a performance.now()
 * moment): a bomb is abandoned, not survived.
 */
export async function decodeStream(
  bytes: Uint8Array,
  format: string,
  { maxBytes, deadline }: { maxBytes: number; deadline: number },
): Promise<StreamOutcome> {
  const stream = decompressorOrNull(format);
  if (!stream) return { kind: "unsupported" };
  const writer = stream.writable.getWriter();
  let isSoundSoFar = false;
  // The reader below meets the same error; without a handler each of these would be reported as unhandled.
  writer.write(new Uint8Array(bytes)).catch(ignored);
  // Taken once everything before it has been read: an error when the stream is closed, which throws away what nobody has read yet,
  // comes after. (Node takes it at once and loses nothing; there data that is damaged further on may count as cut.)
  writer.write(new Uint8Array()).then(() => {
    isSoundSoFar = true;
  }, ignored);
  writer.close().catch(ignored);
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.readable.getReader();
  const abandon = () => reader.cancel().catch(ignored);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const read = await beforeDeadline(reader.read(), deadline);
      if (read === null) {
        await abandon();
        return { kind: "too-slow" };
      }
      if (read.done) return { kind: "done", bytes: joined(chunks, length) };
      length += read.value.length;
      if (length > maxBytes) {
        await abandon();
        return { kind: "too-large" };
      }
      chunks.push(read.value);
    }
  } catch {
    return isSoundSoFar && beginsAs(format, bytes)
      ? { kind: "cut", bytes: joined(chunks, length) }
      : { kind: "broken" };
  }
}

/** Whether the first bytes are those of the format, as far as there are any (RFC 1952 section 2.3.1, RFC 1950 section 2.2). */
function beginsAs(format: string, [first, second, third]: Uint8Array): boolean {
  const isZlib =
    first !== undefined && (first & 0x0f) === 8 && (second === undefined || (first * 256 + second) % 31 === 0);
  const isGzip = first === 0x1f && (second ?? 0x8b) === 0x8b && (third ?? 8) === 8;
  // Block type 11 is an error (RFC 1951 section 3.2.3).
  const isDeflate = ((first ?? 0) & 6) !== 6;
  if (format === "gzip") return isGzip;
  if (format === "deflate") return isZlib;
  return format !== "deflate-raw" || isDeflate;
}

/** Null where the platform has no such format: the constructor throws a TypeError. */
function decompressorOrNull(format: string): DecompressionStream | null {
  try {
    // TypeScript's list of formats is shorter than that of newer platforms.
    const stream: DecompressionStream = Reflect.construct(DecompressionStream, [format]);
    return stream;
  } catch {
    return null;
  }
}

/** What the promise gives, or null when the deadline comes first. */
async function beforeDeadline<T>(promise: Promise<T>, deadline: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), Math.max(0, deadline - performance.now()));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Chunks as one run of bytes. */
export function joined(chunks: Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function ignored(): void {
  // Seen by the reader.
}

import { utf8OrNull } from "#lib/model/bytes.ts";

const SHOWN_BYTES = 64;

/** Reads a binary format front to back; a length that reaches past the end is an error before anything is allocated. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  /** The next `length` bytes, not copied. */
  take(length: number): Uint8Array {
    if (length > this.left) {
      throw new Error(`At byte ${this.at}: ${length.toLocaleString("en")} bytes are announced, ${this.left} are left`);
    }
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  /** A count of values that must follow, each at least `bytesEach` long. */
  checkCount(count: number, bytesEach: number): number {
    if (count * bytesEach > this.left) {
      throw new Error(
        `At byte ${this.at}: ${count.toLocaleString("en")} values are announced, ${this.left} bytes are left`,
      );
    }
    return count;
  }

  /** Unsigned, big-endian, 1, 2 or 4 bytes. */
  uint(length: 1 | 2 | 4): number {
    const at = this.#step(length);
    return length === 1 ? this.#view.getUint8(at) : length === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  int(length: 1 | 2 | 4): number {
    const at = this.#step(length);
    return length === 1 ? this.#view.getInt8(at) : length === 2 ? this.#view.getInt16(at) : this.#view.getInt32(at);
  }

  uint64(): bigint {
    return this.#view.getBigUint64(this.#step(8));
  }

  int64(): bigint {
    return this.#view.getBigInt64(this.#step(8));
  }

  float(length: 4 | 8): number {
    const at = this.#step(length);
    return length === 4 ? this.#view.getFloat32(at) : this.#view.getFloat64(at);
  }

  #step(length: number): number {
    this.take(length);
    return this.at - length;
  }
}

/** Bytes inside a tree: "h'00ff'", the first 64 of them, in CBOR's diagnostic notation (RFC 8949 section 8). */
export function bytesText(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, SHOWN_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return bytes.length <= SHOWN_BYTES ? `h'${shown}'` : `h'${shown}…' (${bytes.length.toLocaleString("en")} bytes)`;
}

/** A number as JavaScript writes it, but with the sign of -0. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** A string token for bytes that should be UTF-8, or null when they are not. */
export function stringToken(bytes: Uint8Array): string | null {
  const text = utf8OrNull(bytes);
  return text === null ? null : JSON.stringify(text);
}

import { mediaType } from "#lib/http/media-type.ts";
import { ByteReader, bytesText, numberText, stringToken } from "./byte-reader.ts";
import { TreeWriter } from "./tree-writer.ts";
import type { View } from "./view.ts";

const SELF_DESCRIBED = 55799;
const UNLIMITED = Number.POSITIVE_INFINITY;

/** CBOR (RFC 8949), sequences (RFC 8742) included: exact integers, tags by number, byte strings in diagnostic notation. */
export const cbor: View = {
  name: "cbor",
  label: "CBOR",
  priority({ bytes, contentType }) {
    if (/^application\/cbor(-seq)?$|\+cbor(-seq)?$/.test(mediaType(contentType))) return 95;
    // Tag 55799 is there to be recognised (section 3.4.6).
    return bytes[0] === 0xd9 && bytes[1] === 0xd9 && bytes[2] === 0xf7 ? 60 : 4;
  },
  render({ bytes }, { limits }) {
    const reader = new ByteReader(bytes);
    const writer = new TreeWriter(limits.maxNodes);
    while (reader.left > 0 && !writer.isFull) readItem(reader, writer);
    if (!writer.isOutside && !writer.isFull) throw new Error("The data ends too early");
    const warnings = writer.isFull
      ? [`Only the first ${limits.maxNodes.toLocaleString("en")} values are in this tree`]
      : [];
    return { kind: "tree", tree: writer.finish(), warnings };
  },
};

function readItem(reader: ByteReader, writer: TreeWriter): void {
  const byte = reader.uint(1);
  const major = byte >> 5;
  const info = byte & 0x1f;
  if (byte === 0xff) {
    if (!writer.endOpen()) throw new Error(`At byte ${reader.at - 1}: an end stands where nothing may end`);
    return;
  }
  if (major === 7) {
    simple(reader, writer, info);
    return;
  }
  const isOpen = info === 31;
  if (isOpen && (major < 2 || major === 6)) throw unknown(reader, byte);
  const argument = isOpen ? 0n : readArgument(reader, info, byte);
  const size = Number(argument);
  if (major === 0) writer.scalar("number", String(argument));
  else if (major === 1) writer.scalar("number", String(-1n - argument));
  else if (major === 2) writer.scalar("other", bytesText(isOpen ? chunks(reader, 2) : reader.take(size)));
  else if (major === 3) text(writer, isOpen ? chunks(reader, 3) : reader.take(size));
  else if (major === 4) writer.begin("array", isOpen ? UNLIMITED : reader.checkCount(size, 1));
  else if (major === 5) writer.begin("object", isOpen ? UNLIMITED : reader.checkCount(size, 2));
  else tag(reader, writer, argument);
}

function readArgument(reader: ByteReader, info: number, byte: number): bigint {
  if (info < 24) return BigInt(info);
  if (info === 24) return BigInt(reader.uint(1));
  if (info === 25) return BigInt(reader.uint(2));
  if (info === 26) return BigInt(reader.uint(4));
  if (info === 27) return reader.uint64();
  throw unknown(reader, byte);
}

function unknown(reader: ByteReader, byte: number): Error {
  return new Error(`At byte ${reader.at - 1}: 0x${byte.toString(16).padStart(2, "0")} is not well-formed CBOR`);
}

/** A string in pieces of known length, up to the "break". */
function chunks(reader: ByteReader, major: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let byte = reader.uint(1); byte !== 0xff; byte = reader.uint(1)) {
    if (byte >> 5 !== major || (byte & 0x1f) === 31) throw unknown(reader, byte);
    const piece = reader.take(Number(readArgument(reader, byte & 0x1f, byte)));
    pieces.push(piece);
    length += piece.length;
  }
  const joined = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function text(writer: TreeWriter, bytes: Uint8Array): void {
  const token = stringToken(bytes);
  if (token === null) writer.scalar("other", bytesText(bytes));
  else writer.scalar("string", token);
}

/** Big numbers (tags 2 and 3) are numbers; any other tag is shown beside what it marks. */
function tag(reader: ByteReader, writer: TreeWriter, number: bigint): void {
  if (number === BigInt(SELF_DESCRIBED)) return;
  if (number === 2n || number === 3n) {
    const start = reader.at;
    const byte = reader.uint(1);
    const length = byte >> 5 === 2 && (byte & 0x1f) !== 31 ? Number(readArgument(reader, byte & 0x1f, byte)) : -1;
    // Beyond 128 digits a number is no number to a reader, and turning it into one costs the square of its length.
    if (length >= 0 && length <= 53) {
      const digits = Array.from(reader.take(length), (one) => one.toString(16).padStart(2, "0")).join("");
      const value = BigInt(`0x${digits === "" ? "0" : digits}`);
      writer.scalar("number", String(number === 2n ? value : -1n - value));
      return;
    }
    reader.at = start;
  }
  writer.beginTag(`tag ${number}`);
}

function simple(reader: ByteReader, writer: TreeWriter, info: number): void {
  if (info === 20 || info === 21) writer.scalar("boolean", info === 21 ? "true" : "false");
  else if (info === 22) writer.scalar("null", "null");
  else if (info === 23) writer.scalar("other", "undefined");
  else if (info === 25) writer.scalar("number", numberText(half(reader.uint(2))));
  else if (info === 26 || info === 27) writer.scalar("number", numberText(reader.float(info === 26 ? 4 : 8)));
  else if (info > 27) throw unknown(reader, 0xe0 | info);
  else writer.scalar("other", `simple(${info === 24 ? reader.uint(1) : info})`);
}

/** A half-precision float (RFC 8949 appendix D). */
function half(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  let size = (1 + fraction / 1024) * 2 ** (exponent - 15);
  if (exponent === 0) size = fraction * 2 ** -24;
  if (exponent === 31) size = fraction === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  return bits & 0x8000 ? -size : size;
}

import { mediaType } from "#lib/http/media-type.ts";
import { ByteReader, bytesText, numberText, stringToken } from "./byte-reader.ts";
import { TreeWriter } from "./tree-writer.ts";
import type { View } from "./view.ts";

const TYPES = /^application\/(?:x-|vnd\.)?(?:msgpack|messagepack)$|\+msgpack$/;
const TIMESTAMP = -1;

/** MessagePack (msgpack.org specification): exact integers, duplicate keys, several values one after another. */
export const msgpack: View = {
  name: "msgpack",
  label: "MessagePack",
  priority(input) {
    return TYPES.test(mediaType(input.contentType)) ? 95 : 4;
  },
  render({ bytes }, { limits }) {
    const reader = new ByteReader(bytes);
    const writer = new TreeWriter(limits.maxNodes);
    while (reader.left > 0 && !writer.isFull) readValue(reader, writer);
    if (!writer.isOutside && !writer.isFull) throw new Error("The data ends too early");
    const warnings = writer.isFull
      ? [`Only the first ${limits.maxNodes.toLocaleString("en")} values are in this tree`]
      : [];
    return { kind: "tree", tree: writer.finish(), warnings };
  },
};

function readValue(reader: ByteReader, writer: TreeWriter): void {
  const byte = reader.uint(1);
  if (byte < 0x80) writer.scalar("number", String(byte));
  else if (byte < 0x90) begin(reader, writer, "object", byte & 0x0f);
  else if (byte < 0xa0) begin(reader, writer, "array", byte & 0x0f);
  else if (byte < 0xc0) string(reader, writer, byte & 0x1f);
  else if (byte >= 0xe0) writer.scalar("number", String(byte - 256));
  else readTyped(byte, reader, writer);
}

/** Types 0xc0 to 0xdf, in the order of the specification's table. */
function readTyped(byte: number, reader: ByteReader, writer: TreeWriter): void {
  const size = (first: number) => reader.uint(sizeOf(byte - first));
  if (byte === 0xc0) writer.scalar("null", "null");
  else if (byte === 0xc1) throw new Error(`At byte ${reader.at - 1}: 0xc1 is no MessagePack type`);
  else if (byte <= 0xc3) writer.scalar("boolean", byte === 0xc3 ? "true" : "false");
  else if (byte <= 0xc6) writer.scalar("other", bytesText(reader.take(size(0xc4))));
  else if (byte <= 0xc9) extension(reader, writer, size(0xc7));
  else if (byte <= 0xcb) writer.scalar("number", numberText(reader.float(byte === 0xca ? 4 : 8)));
  else if (byte <= 0xce) writer.scalar("number", String(size(0xcc)));
  else if (byte === 0xcf) writer.scalar("number", String(reader.uint64()));
  else if (byte <= 0xd2) writer.scalar("number", String(reader.int(sizeOf(byte - 0xd0))));
  else if (byte === 0xd3) writer.scalar("number", String(reader.int64()));
  else if (byte <= 0xd8) extension(reader, writer, 2 ** (byte - 0xd4));
  else if (byte <= 0xdb) string(reader, writer, size(0xd9));
  else if (byte <= 0xdd) begin(reader, writer, "array", reader.uint(byte === 0xdc ? 2 : 4));
  else begin(reader, writer, "object", reader.uint(byte === 0xde ? 2 : 4));
}

function sizeOf(step: number): 1 | 2 | 4 {
  return step === 0 ? 1 : step === 1 ? 2 : 4;
}

function begin(reader: ByteReader, writer: TreeWriter, kind: "object" | "array", size: number): void {
  writer.begin(kind, reader.checkCount(size, kind === "object" ? 2 : 1));
}

function string(reader: ByteReader, writer: TreeWriter, length: number): void {
  const bytes = reader.take(length);
  const token = stringToken(bytes);
  if (token === null) writer.scalar("other", bytesText(bytes));
  else writer.scalar("string", token);
}

function extension(reader: ByteReader, writer: TreeWriter, length: number): void {
  const type = reader.int(1);
  const bytes = reader.take(length);
  const time = type === TIMESTAMP ? timestamp(bytes) : null;
  writer.scalar("other", time ?? `ext(${type}, ${bytesText(bytes)})`);
}

/** Seconds since 1970 in 4 bytes, or with nanoseconds in 8 or 12; null when it is no date. */
function timestamp(bytes: Uint8Array): string | null {
  const reader = new ByteReader(bytes);
  let seconds: bigint;
  let nanos = 0;
  if (bytes.length === 4) seconds = BigInt(reader.uint(4));
  else if (bytes.length === 8) {
    const both = reader.uint64();
    nanos = Number(both >> 34n);
    seconds = both & 0x3ffffffffn;
  } else if (bytes.length === 12) {
    nanos = reader.uint(4);
    seconds = reader.int64();
  } else return null;
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime()) || nanos > 999_999_999) return null;
  const fraction = nanos === 0 ? "" : `.${String(nanos).padStart(9, "0")}`;
  return `${date.toISOString().slice(0, -5)}${fraction}Z`;
}

import { mediaType } from "#lib/http/media-type.ts";
import { utf8OrNull } from "#lib/model/bytes.ts";
import { bytesText, numberText } from "./byte-reader.ts";
import { fieldsOrNull, type WireField } from "./protobuf-wire.ts";
import { TreeWriter } from "./tree-writer.ts";
import type { View } from "./view.ts";

const TYPES = /^application\/(?:x-|vnd\.google\.)?protobuf$|\+proto(buf)?$|^application\/x-protobuffer$/;
const GRPC = /^application\/grpc(?:-web)?(?:\+proto)?$/;
/** Messages inside messages; deeper ones stay bytes. */
const MAX_DEPTH = 100;

/**
 * Protocol Buffers without their schema: field numbers and what the wire says (protobuf.dev, "Encoding"). A length-delimited field may
 * be text, a message or bytes; which one is a guess, and the view says so. gRPC's framing is taken off.
 */
export const protobuf: View = {
  name: "protobuf",
  label: "Protobuf",
  priority({ contentType }) {
    const type = mediaType(contentType);
    return TYPES.test(type) || GRPC.test(type) ? 95 : 4;
  },
  render({ bytes, contentType }, { limits }) {
    const writer = new TreeWriter(limits.maxNodes);
    const messages = GRPC.test(mediaType(contentType)) ? grpcMessages(bytes) : [bytes];
    for (const message of messages) {
      const fields = fieldsOrNull(message);
      if (fields === null) throw new Error("The bytes are not whole Protobuf fields");
      writeMessage(fields, writer);
    }
    const warnings = ["Without a schema, names are unknown and whether a field is text, a message or bytes is a guess"];
    if (writer.isFull) warnings.push(`Only the first ${limits.maxNodes.toLocaleString("en")} values are in this tree`);
    return { kind: "tree", tree: writer.finish(), warnings };
  },
};

/** Depth first with a stack of its own: a message can hold as many levels as it has bytes. */
function writeMessage(fields: WireField[], writer: TreeWriter): void {
  const stack = [{ fields, next: 0 }];
  writer.begin("object", fields.length);
  for (let frame = stack.at(-1); frame && !writer.isFull; frame = stack.at(-1)) {
    const field = frame.fields[frame.next];
    frame.next += 1;
    if (!field) {
      stack.pop();
      continue;
    }
    writer.scalar("string", `"${field.number}"`);
    const inner = field.wire === "bytes" && stack.length < MAX_DEPTH ? messageIn(field.bytes) : null;
    if (inner) {
      writer.begin("object", inner.length);
      stack.push({ fields: inner, next: 0 });
    } else writeScalar(field, writer);
  }
}

function writeScalar(field: WireField, writer: TreeWriter): void {
  if (field.wire === "varint") writer.scalar("number", String(field.value));
  else if (field.wire === "bytes") {
    const text = utf8OrNull(field.bytes);
    if (text !== null && !isControlled(text)) writer.scalar("string", JSON.stringify(text));
    else writer.scalar("other", bytesText(field.bytes));
  } else writer.scalar("other", fixedText(field.wire === "fixed32" ? 4 : 8, field.bytes));
}

/** The fields when the bytes are better read as a message than as text. */
function messageIn(bytes: Uint8Array): WireField[] | null {
  if (bytes.length < 2) return null;
  const text = utf8OrNull(bytes);
  // A message that begins with field 1 as a string begins with a line feed.
  if (text !== null && !isControlled(text) && !text.startsWith("\n")) return null;
  const fields = fieldsOrNull(bytes);
  return fields && fields.length > 0 ? fields : null;
}

function isControlled(text: string): boolean {
  return /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text);
}

/** Little-endian; nothing tells an integer from a float. */
function fixedText(length: 4 | 8, bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  const integer = length === 4 ? view.getUint32(0, true) : view.getBigUint64(0, true);
  const float = length === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
  return `${integer} (as a float ${numberText(float)})`;
}

/** Five bytes before each message: compressed or not, length (gRPC over HTTP/2, "Length-Prefixed-Message"). */
function grpcMessages(bytes: Uint8Array): Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes.length - at < 5) throw new Error("The gRPC frame ends too early");
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 5);
    const length = view.getUint32(1);
    if (view.getUint8(0) === 1) throw new Error("The gRPC message is compressed");
    if (length > bytes.length - at - 5) throw new Error("The gRPC frame announces more bytes than there are");
    messages.push(bytes.subarray(at + 5, at + 5 + length));
    at += 5 + length;
  }
  return messages;
}

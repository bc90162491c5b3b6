/** A field as it stands on the wire: its number and one of four shapes. `fixed32` and `fixed64` carry their 4 or 8 bytes. */
export type WireField =
  | { number: number; wire: "varint"; value: bigint }
  | { number: number; wire: "fixed32" | "fixed64" | "bytes"; bytes: Uint8Array };

const MAX_FIELD = 536_870_911;

/** The fields of a message in their order, or null when the bytes are not whole fields to the last one. Groups are not read. */
export function fieldsOrNull(bytes: Uint8Array): WireField[] | null {
  const fields: WireField[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = varint(bytes, at);
    if (!tag) return null;
    at = tag.end;
    const number = Number(tag.value >> 3n);
    if (number < 1 || number > MAX_FIELD) return null;
    const type = Number(tag.value & 7n);
    if (type === 0) {
      const read = varint(bytes, at);
      if (!read) return null;
      fields.push({ number, wire: "varint", value: read.value });
      at = read.end;
      continue;
    }
    const length = type === 2 ? varint(bytes, at) : null;
    if (length) at = length.end;
    const size = type === 1 ? 8 : type === 5 ? 4 : Number(length?.value ?? -1n);
    if (size < 0 || size > bytes.length - at) return null;
    const wire = type === 1 ? "fixed64" : type === 5 ? "fixed32" : "bytes";
    fields.push({ number, wire, bytes: bytes.subarray(at, at + size) });
    at += size;
  }
  return fields;
}

/** At most ten bytes, seven bits each, the lowest first. */
function varint(bytes: Uint8Array, from: number): { value: bigint; end: number } | null {
  let low = 0;
  for (let i = 0; i < 10; i += 1) {
    const byte = bytes[from + i];
    if (byte === undefined) return null;
    if (i < 4) {
      low += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return { value: BigInt(low), end: from + i + 1 };
    } else if (byte < 0x80) return { value: wide(bytes, from, i), end: from + i + 1 };
  }
  return null;
}

function wide(bytes: Uint8Array, from: number, last: number): bigint {
  let value = 0n;
  for (let i = last; i >= 0; i -= 1) value = (value << 7n) | BigInt((bytes[from + i] ?? 0) & 0x7f);
  return BigInt.asUintN(64, value);
}

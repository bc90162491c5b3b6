export type HexRow = {
  offset: number;
  /** Two digits a byte. */
  hex: string[];
  /** Printable ASCII, "." for the rest. */
  text: string;
};

export const HEX_ROW_BYTES = 16;

/** Rows `from` … `from + count` of a hex view with `perRow` bytes in each, made when they come on screen. */
export function hexRows(bytes: Uint8Array, from: number, count: number, perRow = HEX_ROW_BYTES): HexRow[] {
  const rows: HexRow[] = [];
  const last = Math.min(from + count, Math.ceil(bytes.length / perRow));
  for (let row = Math.max(0, from); row < last; row += 1) {
    const offset = row * perRow;
    const slice = [...bytes.subarray(offset, offset + perRow)];
    rows.push({
      offset,
      hex: slice.map((byte) => byte.toString(16).padStart(2, "0")),
      text: slice.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join(""),
    });
  }
  return rows;
}

export type HexRow = {
  offset: number;
  /** Two digits a byte, for at most 16 bytes. */
  hex: string[];
  /** Printable ASCII, "." for the rest. */
  text: string;
};

export const HEX_ROW_BYTES = 16;

/** Rows `from` … `from + count` of a hex view, made when they come on screen. */
export function hexRows(bytes: Uint8Array, from: number, count: number): HexRow[] {
  const rows: HexRow[] = [];
  const last = Math.min(from + count, Math.ceil(bytes.length / HEX_ROW_BYTES));
  for (let row = Math.max(0, from); row < last; row += 1) {
    const offset = row * HEX_ROW_BYTES;
    const slice = [...bytes.subarray(offset, offset + HEX_ROW_BYTES)];
    rows.push({
      offset,
      hex: slice.map((byte) => byte.toString(16).padStart(2, "0")),
      text: slice.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join(""),
    });
  }
  return rows;
}

/** Where the reader is, as the address says it: `/bins/{bin}` follows, `/bins/{bin}/{seq}` stays with one capture. */
export function placePath(bin: string, seq: number | null): string {
  return seq === null ? `/bins/${bin}` : `/bins/${bin}/${seq}`;
}

/** The capture named by an address, or null. */
export function seqFromPath(path: string): number | null {
  const digits = /^\/bins\/[^/]+\/(\d{1,15})\/?$/.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
}

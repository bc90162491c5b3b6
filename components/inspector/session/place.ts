/** Where the reader is, as the address says it: `/bins/{bin}` follows, `/bins/{bin}/{seq}` stays with one capture, `#filter=…` narrows. */
export function placePath(bin: string, seq: number | null): string {
  return seq === null ? `/bins/${bin}` : `/bins/${bin}/${seq}`;
}

/** The capture named by an address, or null. */
export function seqFromPath(path: string): number | null {
  const digits = /^\/bins\/[^/]+\/(\d{1,15})\/?$/.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
}

const FILTER = "#filter=";

/** The filter as the end of an address: behind the "#" it reaches no server and no log, as it may hold what a sender keeps secret. */
export function filterHash(text: string): string {
  return text === "" ? "" : FILTER + encodeURIComponent(text).replace(/%(?:3A|2F|2C|3D)/g, decodeURIComponent);
}

/** The filter's text, empty when the address has none. */
export function filterFromHash(hash: string): string {
  if (!hash.startsWith(FILTER)) return "";
  try {
    return decodeURIComponent(hash.slice(FILTER.length));
  } catch {
    // Somebody wrote it by hand.
    return hash.slice(FILTER.length);
  }
}

/** `hash` in place of another filter; what else may stand there (`#key=…`) is for others to take. */
export function withFilterHash(current: string, hash: string): string {
  return current === "" || current.startsWith(FILTER) ? hash : current;
}

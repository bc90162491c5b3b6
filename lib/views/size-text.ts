const UNITS = ["kB", "MB", "GB", "TB"];

/** A size for people: "0 B", "999 B", "1.2 kB", "10 MB". Powers of 1000, at most three digits, never rounded up a unit it has not reached. */
export function sizeText(bytes: number): string {
  if (!(bytes >= 1000)) return `${Math.max(0, Math.trunc(bytes) || 0)} B`;
  let value = bytes;
  let unit = -1;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  // Cut, not rounded: 999,999 bytes are not a megabyte.
  const shown = value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value);
  return `${shown} ${UNITS[unit]}`;
}

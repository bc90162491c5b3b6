import ipaddr from "ipaddr.js";

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Ranges and single addresses between commas or spaces. Null when one of them is neither. */
export function parseRanges(text: string): Range[] | null {
  const items = text.split(/[\s,]+/).filter(Boolean);
  if (items.length === 0 || items.length > 200) return null;
  const ranges = items.map(parseRange);
  return ranges.every((range) => range !== null) ? ranges : null;
}

function parseRange(item: string): Range | null {
  try {
    if (item.includes("/")) return ipaddr.parseCIDR(item);
    // "1" and "0x7f.1" are addresses to the parser; a rule should say what it means.
    if (!item.includes(":") && !ipaddr.IPv4.isValidFourPartDecimal(item)) return null;
    const address = ipaddr.parse(item);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  } catch {
    return null;
  }
}

/** An IPv4 address that came in IPv6 form counts as IPv4. Text that is no address lies in no range. */
export function isInRanges(ranges: Range[], address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const found = ipaddr.process(address);
  return ranges.some(([range, bits]) => range.kind() === found.kind() && found.match(range, bits));
}

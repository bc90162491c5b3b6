/** An IPv4 sender on a dual-stack listener shows as ::ffff:1.2.3.4 (RFC 4291 section 2.5.5.2); any other address stays as it is. */
export function plainAddress(address: string): string {
  if (!address.includes(":")) return address;
  return /^(?:0{0,4}:){2,5}ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

/**
 * Whom an address stands for when senders are counted: an IPv4 address itself, within IPv6 too, of another IPv6
 * address the /64 that one household or one server commonly has whole (RFC 6177). Text that is neither is its own network.
 */
export function senderNetwork(address: string): string {
  if (!address.includes(":")) return address;
  const plain = plainAddress(address.split("%", 1)[0] ?? "");
  if (!plain.includes(":")) return plain;
  const [left = "", right] = plain.split("::");
  const groups = left === "" ? [] : left.split(":");
  if (right !== undefined) {
    const tail = right === "" ? [] : right.split(":");
    // A dotted end stands for two groups.
    const length = tail.length + (right.includes(".") ? 1 : 0);
    while (groups.length + length < 8) groups.push("0");
    groups.push(...tail);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, "").toLowerCase())
    .join(":")}::/64`;
}

/**
 * Whom an address stands for when senders are counted: an IPv4 address itself, of an IPv6 address the /64 that one household or one
 * server commonly has whole (RFC 6177). Text that is neither is its own network.
 */
export function senderNetwork(address: string): string {
  if (!address.includes(":")) return address;
  const plain = address.split("%", 1)[0] ?? "";
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

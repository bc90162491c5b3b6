/**
 * Whom an address stands for when senders are counted: an IPv4 address itself, however it is written (RFC 4291 section 2.5.5.2), of another
 * IPv6 address the /64 that one household or one server commonly has whole (RFC 6177). Text that is neither is its own network.
 */
export function senderNetwork(address: string): string {
  if (!address.includes(":")) return address;
  const plain = address.split("%", 1)[0] ?? "";
  const mapped = /^(?:0{0,4}:){2,5}ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain);
  if (mapped?.[1] !== undefined) return mapped[1];
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

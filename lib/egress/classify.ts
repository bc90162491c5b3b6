import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Address = ReturnType<typeof ipaddr.process>;
export type Cidr = [network: Address, bits: number];

/**
 * Addresses that ipaddr.js calls plain unicast and that are not: it knows neither the IPv4-compatible block nor that IPv6 outside
 * 2000::/3 is unassigned (IANA IPv6 address space), and clouds put services on ordinary-looking addresses.
 */
const DENIED: readonly Cidr[] = [
  "168.63.129.16/32", // Azure's host: DNS, health, wire server
  "::/8", // IPv4-compatible ::/96 (RFC 4291 section 2.5.5.1), NAT64 64:ff9b::/96 and 64:ff9b:1::/48, unassigned
  "2001::/23", // IETF protocol assignments, Teredo among them (RFC 2928)
  "2001:db8::/32", // documentation (RFC 3849)
  "2002::/16", // 6to4: carries an IPv4 address (RFC 3056)
  "2620:4f:8000::/48", // AS112 (RFC 7534)
  "3ffe::/16", // returned 6bone space (RFC 3701)
  "3fff::/20", // documentation (RFC 9637)
].map((text) => ipaddr.parseCIDR(text));

const GLOBAL_UNICAST_V6: Cidr = ipaddr.parseCIDR("2000::/3");

/**
 * True for an address anyone on the internet may own: not private, shared, loopback, link-local, documentation, benchmarking, multicast or
 * reserved in IANA's special-purpose registries, not carrying an IPv4 address inside IPv6, not a cloud's own service. An IPv4-mapped address
 * counts as the IPv4 address in it. Anything that is not an IP address, or has a zone, is not public.
 */
export function isPublicAddress(address: string): boolean {
  const parsed = parseAddress(address);
  if (parsed?.range() !== "unicast") return false;
  if (parsed.kind() === "ipv6" && !contains(GLOBAL_UNICAST_V6, parsed)) return false;
  return !DENIED.some((cidr) => contains(cidr, parsed));
}

/** True for 127.0.0.0/8, ::1 and ::ffff:127.0.0.0/104. */
export function isLoopbackAddress(address: string): boolean {
  return parseAddress(address)?.range() === "loopback";
}

/** An address as IPv4 or IPv6, IPv4-mapped ones as IPv4; null for a name, for other spellings and for zoned addresses. */
export function parseAddress(address: string): Address | null {
  if (isIP(address) === 0 || address.includes("%")) return null;
  return ipaddr.process(withoutDots(address));
}

/** ipaddr.js takes "::8.8.8.8", as resolvers print an IPv4-compatible address, for the mapped one; in hexadecimal it does not. */
function withoutDots(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : address;
}

/** One CIDR or single address, or null when it is neither. `::ffff:10.0.0.0/104` means 10.0.0.0/8. */
export function parseCidr(text: string): Cidr | null {
  const [host = "", bits, ...rest] = text.trim().split("/");
  if (rest.length > 0 || host.includes("%") || isIP(host) === 0) return null;
  const parsed = ipaddr.parse(withoutDots(host));
  const width = parsed.kind() === "ipv4" ? 32 : 128;
  if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return null;
  const length = bits === undefined ? width : Number(bits);
  if (length > width) return null;
  const mapped = ipaddr.process(withoutDots(host));
  if (mapped.kind() === parsed.kind()) return [parsed, length];
  return length >= 96 ? [mapped, length - 96] : null;
}

/** True when `address` lies in the block; blocks of the other family never match. */
export function contains([network, bits]: Cidr, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

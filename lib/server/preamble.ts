import { isIPv4, isIPv6, SocketAddress } from "node:net";

/**
 * The PROXY protocol, versions 1 and 2 (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt): what a TCP proxy says before the
 * first byte of a connection it passes on. Addresses are read, everything else (ports, TLVs) is passed over.
 */
export type Preamble =
  /** More has to come before anything can be said. */
  | { kind: "partial" }
  | { kind: "invalid" }
  /** `length` bytes are the preamble's. `sender` null: the proxy speaks for itself, or does not know. */
  | { kind: "whole"; length: number; sender: string | null };

const SIGNATURE = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");
const LINE_START = Buffer.from("PROXY ", "latin1");
/** Section 2.1: the longest line, with its CR LF. */
const MAX_LINE_BYTES = 107;
const HEAD_BYTES = 16;

const PARTIAL: Preamble = { kind: "partial" };
const INVALID: Preamble = { kind: "invalid" };

/** Reads the preamble at the beginning of what came of a connection so far. */
export function readPreamble(bytes: Buffer): Preamble {
  if (startsWith(bytes, LINE_START)) return bytes.length < LINE_START.length ? PARTIAL : readLine(bytes);
  if (startsWith(bytes, SIGNATURE)) return bytes.length < HEAD_BYTES ? PARTIAL : readBinary(bytes);
  return INVALID;
}

/** As far as both of them go. */
function startsWith(bytes: Buffer, start: Buffer): boolean {
  const length = Math.min(bytes.length, start.length);
  return bytes.subarray(0, length).equals(start.subarray(0, length));
}

/** Section 2.1, such as `PROXY TCP4 192.0.2.1 192.0.2.2 56324 443` CR LF. */
function readLine(bytes: Buffer): Preamble {
  const end = bytes.subarray(0, MAX_LINE_BYTES).indexOf("\r\n", 0, "latin1");
  if (end < 0) return bytes.length < MAX_LINE_BYTES ? PARTIAL : INVALID;
  const length = end + 2;
  const [family = "", ...rest] = bytes.toString("latin1", LINE_START.length, end).split(" ");
  // Whatever stands behind it means nothing.
  if (family === "UNKNOWN") return { kind: "whole", length, sender: null };
  const isAddress = family === "TCP4" ? isIPv4 : family === "TCP6" ? isIPv6 : null;
  const [sender = "", receiver = "", ...ports] = rest;
  const isWell = isAddress?.(sender) && isAddress(receiver) && ports.length === 2 && ports.every(isPort);
  // A zone means something on the proxy's own machine only.
  if (!isWell || sender.includes("%")) return INVALID;
  return { kind: "whole", length, sender: family === "TCP6" ? plainIpv6(sender) : sender };
}

function isPort(text: string): boolean {
  return /^(0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535;
}

/** Section 2.2: version and command, family and protocol, the length of what follows, addresses. */
function readBinary(bytes: Buffer): Preamble {
  const version = bytes.readUInt8(12) >> 4;
  const command = bytes.readUInt8(12) & 0xf;
  if (version !== 2 || command > 1) return INVALID;
  const length = HEAD_BYTES + bytes.readUInt16BE(14);
  if (bytes.length < length) return PARTIAL;
  const addresses = bytes.subarray(HEAD_BYTES, length);
  const isLocal = command === 0;
  const [family, protocol] = [bytes.readUInt8(13) >> 4, bytes.readUInt8(13) & 0xf];
  if (!isLocal && (family > 3 || protocol > 2)) return INVALID;
  switch (isLocal ? 0 : family) {
    case 1:
      return addresses.length < 12
        ? INVALID
        : { kind: "whole", length, sender: [...addresses.subarray(0, 4)].join(".") };
    case 2:
      return addresses.length < 36 ? INVALID : { kind: "whole", length, sender: ipv6Of(addresses) };
    default:
      // Of itself, of a socket of its own machine, or of what is neither.
      return { kind: "whole", length, sender: null };
  }
}

function ipv6Of(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(2 * index).toString(16));
  return plainIpv6(groups.join(":"));
}

/** As Node writes addresses: shortened, in lower case, IPv4 within it with dots (RFC 5952). */
function plainIpv6(address: string): string {
  return new SocketAddress({ family: "ipv6", address }).address;
}

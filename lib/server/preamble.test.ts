import { describe, expect, test } from "vitest";
import { readPreamble } from "./preamble.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");

/** Version 2: the signature, version and command, family and protocol, and what follows with its length. */
function binary(command: number, family: number, rest: string): Buffer {
  const payload = Buffer.from(rest, "hex");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(payload.length);
  return Buffer.concat([latin1("\r\n\r\n\0\r\nQUIT\n"), Buffer.from([command, family]), length, payload]);
}

const V4 = "c0000201c0000202dc0401bb";
const V6 = "20010db800000000000000000000000920010db8000000000000000000000001dc0401bb";
const MAPPED = `00000000000000000000ffffc6336407${"00".repeat(16)}dc0401bb`;

const whole: [name: string, bytes: Buffer, sender: string | null][] = [
  ["TCP over IPv4", latin1("PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\n"), "192.0.2.1"],
  ["TCP over IPv6", latin1("PROXY TCP6 2001:db8::9 2001:db8::1 56324 443\r\n"), "2001:db8::9"],
  ["TCP over IPv6, written at length", latin1("PROXY TCP6 2001:0DB8:0:0::0009 ::1 0 65535\r\n"), "2001:db8::9"],
  ["IPv4 in IPv6", latin1("PROXY TCP6 ::ffff:c633:6407 ::1 1 2\r\n"), "::ffff:198.51.100.7"],
  ["a sender nobody knows", latin1("PROXY UNKNOWN\r\n"), null],
  ["the longest line", latin1(`PROXY UNKNOWN ${"f".repeat(91)}\r\n`), null],
  ["binary, IPv4", binary(0x21, 0x11, V4), "192.0.2.1"],
  ["binary, IPv6", binary(0x21, 0x21, V6), "2001:db8::9"],
  ["binary, IPv4 in IPv6", binary(0x21, 0x21, MAPPED), "::ffff:198.51.100.7"],
  ["binary, with TLVs behind the addresses", binary(0x21, 0x11, `${V4}04000400000000`), "192.0.2.1"],
  ["binary, the proxy itself, as its health checks", binary(0x20, 0x00, ""), null],
  ["binary, the proxy itself, whatever addresses it gives", binary(0x20, 0x11, V4), null],
  ["binary, a socket of its own machine", binary(0x21, 0x31, "00".repeat(216)), null],
  ["binary, of no family", binary(0x21, 0x00, ""), null],
  ["binary, of itself, of a family there is not", binary(0x20, 0x9f, ""), null],
];

describe.each(whole)("%s", (_name, bytes, sender) => {
  test("says who the sender is, and where it ends", () => {
    const length = bytes.length;
    expect(readPreamble(bytes)).toEqual({ kind: "whole", length, sender });
    expect(readPreamble(Buffer.concat([bytes, latin1("GET / HTTP/1.1\r\n")]))).toEqual({
      kind: "whole",
      length,
      sender,
    });
  });

  test("is waited for, however it is cut", () => {
    for (let cut = 0; cut < bytes.length; cut += 1) {
      expect(readPreamble(bytes.subarray(0, cut)), `${cut} bytes`).toEqual({ kind: "partial" });
    }
  });
});

test.each<[name: string, bytes: Buffer]>([
  ["a message without one", latin1("GET / HTTP/1.1\r\n")],
  ["TLS", Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00])],
  ["a name in lower case", latin1("proxy TCP4 ")],
  ["an address that is none", latin1("PROXY TCP4 192.0.2.256 192.0.2.2 1 2\r\n")],
  ["an address of the other family", latin1("PROXY TCP4 2001:db8::9 2001:db8::1 1 2\r\n")],
  ["a receiver that is no address", latin1("PROXY TCP4 192.0.2.1 here 1 2\r\n")],
  ["a port too large", latin1("PROXY TCP4 192.0.2.1 192.0.2.2 65536 2\r\n")],
  ["a port with a sign", latin1("PROXY TCP4 192.0.2.1 192.0.2.2 +1 2\r\n")],
  ["a port with a heading zero", latin1("PROXY TCP4 192.0.2.1 192.0.2.2 01 2\r\n")],
  ["an address with a zone", latin1("PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n")],
  ["a port too few", latin1("PROXY TCP4 192.0.2.1 192.0.2.2 1\r\n")],
  ["two spaces", latin1("PROXY TCP4  192.0.2.1 192.0.2.2 1 2\r\n")],
  ["a family there is not", latin1("PROXY UDP4 192.0.2.1 192.0.2.2 1 2\r\n")],
  ["a name that every object has", latin1("PROXY constructor a b 1 2\r\n")],
  ["no family", latin1("PROXY \r\n")],
  ["a line without an end", latin1(`PROXY UNKNOWN ${"f".repeat(93)}`)],
  ["a later version", binary(0x31, 0x11, V4)],
  ["a command there is not", binary(0x22, 0x11, V4)],
  ["a family there is not", binary(0x21, 0x41, V6)],
  ["a protocol there is not", binary(0x21, 0x13, V4)],
  ["IPv4 addresses cut short", binary(0x21, 0x11, V4.slice(2))],
  ["IPv6 addresses cut short", binary(0x21, 0x21, V6.slice(2))],
])("%s is no preamble", (_name, bytes) => {
  expect(readPreamble(bytes)).toEqual({ kind: "invalid" });
});

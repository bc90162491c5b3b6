import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Sent } from "./message.ts";
import { HOST, latin1, withBody } from "./message.ts";

/** The limit that the conformance servers are started with. */
export const LIMIT = 50_000;

/** The same bytes in every run. */
function noise(length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let i = 0; i * 32 < length; i += 1) blocks.push(createHash("sha256").update(`noise ${i}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

const chunk = (bytes: Buffer, extension = "") =>
  Buffer.concat([latin1(`${bytes.length.toString(16)}${extension}\r\n`), bytes, latin1("\r\n")]);
const lastChunk = (trailers = "", extension = "") => latin1(`0${extension}\r\n${trailers}\r\n`);
const CHUNKED: [string, string] = ["Transfer-Encoding", "chunked"];

const multipart = latin1(
  '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name="f"; filename="../x\xe9"\r\n\r\n\0\xff\r\n--b--\r\n',
);

const plain: [name: string, body: Buffer, ...headers: [string, string][]][] = [
  ["an empty body with a length", Buffer.alloc(0)],
  ["one byte", latin1("\0")],
  ["every byte there is", Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => i))],
  ["invalid UTF-8", latin1('{"a":"\xc3\x28\xa0\xf0\x90"}'), ["Content-Type", "application/json"]],
  ["a byte order mark and CRLFs", latin1("\xef\xbb\xbfa\r\n\r\nGET / HTTP/1.1\r\n\r\n")],
  ["gzip", gzipSync("hello ".repeat(1000)), ["Content-Encoding", "gzip"]],
  ["brotli, which says gzip", brotliCompressSync("hello"), ["Content-Encoding", "gzip"]],
  ["multipart", multipart, ["Content-Type", "multipart/form-data; boundary=b"]],
  ["multipart that claims another boundary", multipart, ["Content-Type", 'multipart/form-data; boundary="c"']],
  ["a form with bad escapes", latin1("a=%zz&b=%&&=\xff"), ["Content-Type", "application/x-www-form-urlencoded"]],
  [
    "a Server Action that is none",
    latin1('["$K1"]'),
    ["Next-Action", "a".repeat(40)],
    ["Content-Type", "multipart/form-data; boundary=b"],
  ],
  ["one byte less than the limit", noise(LIMIT - 1)],
  ["as much as the limit", noise(LIMIT)],
];

export const bodies: Sent[] = [
  ...plain.map(([name, body, ...headers]): Sent => ({ name, ...withBody(body, ...headers), throughNext: "kept" })),
  { name: "no body and no length", method: "POST", throughNext: "kept" },
  {
    name: "chunks",
    headers: [HOST, CHUNKED],
    body: noise(3000),
    framed: Buffer.concat([chunk(noise(3000).subarray(0, 1)), chunk(noise(3000).subarray(1)), lastChunk()]),
    throughNext: "kept",
  },
  {
    name: "chunks with extensions, and trailers",
    headers: [HOST, CHUNKED, ["Trailer", "X-Check, x-check"]],
    body: latin1("hello world"),
    framed: Buffer.concat([
      chunk(latin1("hello"), ';a=b;c="d e"'),
      chunk(latin1(" world"), ";x"),
      lastChunk("X-Check: 1\r\nx-check: 2\r\nX-Empty:\r\n", ";last"),
    ]),
    trailers: [
      ["X-Check", "1"],
      ["x-check", "2"],
      ["X-Empty", ""],
    ],
    throughNext: "kept",
  },
  {
    name: "no chunk but the last",
    headers: [HOST, CHUNKED],
    body: Buffer.alloc(0),
    framed: lastChunk(),
    throughNext: "kept",
  },
  {
    name: "chunks in capitals with leading zeros",
    headers: [HOST, ["transfer-encoding", "Chunked"]],
    body: noise(10),
    framed: Buffer.concat([latin1("000A\r\n"), noise(10), latin1("\r\n0\r\n\r\n")]),
    throughNext: "kept",
  },
  {
    name: "gzip chunks",
    headers: [HOST, ["Transfer-Encoding", "gzip, chunked"]],
    body: gzipSync("x"),
    framed: Buffer.concat([chunk(gzipSync("x")), lastChunk()]),
    throughNext: "kept",
  },
  { name: "HTTP/1.0", version: "1.0", ...withBody(latin1("old")), throughNext: "kept" },
  {
    name: "HTTP/1.0 without Host",
    version: "1.0",
    headers: [["Content-Length", "3"]],
    body: latin1("old"),
    throughNext: "headers changed",
  },
];

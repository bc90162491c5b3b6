import { encode as msgpack } from "@msgpack/msgpack";
import { encode as cbor } from "cbor2";
import { HOSTILE, HOSTILE_FILE_NAMES } from "./hostile-strings.ts";

/** Every hostile string inside one body of each format there is a view for. */
export type HostileBody = { name: string; type: string; body: Buffer };

const utf8 = (text: string) => Buffer.from(text);
const base64url = (value: unknown) => utf8(JSON.stringify(value)).toString("base64url");
/** By hand: as keys of an object literal, "__proto__" would not be one. */
const object = (value: (text: string) => string) =>
  `{${HOSTILE.map((text) => `${JSON.stringify(text)}:${value(text)}`).join(",")}}`;
const wellFormed = HOSTILE.map((text) => text.toWellFormed());
const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);

function multipart(): Buffer {
  const names = [...new Set([...HOSTILE_FILE_NAMES, ...HOSTILE])].map((text) => text.replace(/[\r\n\0]/g, " "));
  const parts = names.map((text) => {
    const quoted = text.replace(/["\\]/g, "\\$&").slice(0, 400);
    const head = `Content-Disposition: form-data; name="${quoted}"; filename="${quoted}"\r\nX-Part: ${text.slice(0, 200)}`;
    return `--edge\r\n${head}\r\nContent-Type: text/html\r\n\r\n${text}\r\n`;
  });
  return utf8(`${parts.join("")}--edge--\r\n`);
}

function protobuf(): Buffer {
  return Buffer.concat(
    wellFormed.map((text) => {
      const bytes = utf8(text);
      return Buffer.concat([Buffer.from([0x0a, ...varint(bytes.length)]), bytes]);
    }),
  );
}

const markup = HOSTILE.join("\n");

export const HOSTILE_BODIES: readonly HostileBody[] = [
  { name: "json", type: "application/json", body: utf8(object((text) => JSON.stringify(text))) },
  {
    name: "ndjson",
    type: "application/x-ndjson",
    body: utf8(HOSTILE.map((text) => JSON.stringify({ text })).join("\n")),
  },
  {
    name: "form",
    type: "application/x-www-form-urlencoded",
    body: utf8(wellFormed.map((text) => `${encodeURIComponent(text)}=${encodeURIComponent(text)}`).join("&")),
  },
  { name: "multipart", type: "multipart/form-data; boundary=edge", body: multipart() },
  { name: "html", type: "text/html", body: utf8(`<!doctype html><body>${markup}`) },
  { name: "xml", type: "application/xml", body: utf8(`<x>${markup}</x>`) },
  { name: "svg", type: "image/svg+xml", body: utf8(`<svg xmlns="http://www.w3.org/2000/svg">${markup}</svg>`) },
  { name: "text", type: "text/plain; charset=utf-8", body: utf8(markup) },
  { name: "utf-16", type: "text/plain; charset=utf-16le", body: Buffer.from(markup, "utf16le") },
  {
    name: "csv",
    type: "text/csv",
    body: utf8(HOSTILE.map((text) => `1,"${text.replaceAll('"', '""')}",2`).join("\r\n")),
  },
  {
    name: "jwt",
    type: "application/jwt",
    body: utf8(`${base64url({ alg: "none" })}.${utf8(object((text) => JSON.stringify(text))).toString("base64url")}.`),
  },
  {
    name: "graphql",
    type: "application/json",
    body: utf8(JSON.stringify({ query: `query { ${markup} }`, variables: { list: HOSTILE } })),
  },
  { name: "msgpack", type: "application/msgpack", body: Buffer.from(msgpack(wellFormed)) },
  { name: "cbor", type: "application/cbor", body: Buffer.from(cbor(wellFormed)) },
  { name: "protobuf", type: "application/x-protobuf", body: protobuf() },
];

import { gzipSync } from "node:zlib";
import { encode as msgpack } from "@msgpack/msgpack";
import { encode as cbor } from "cbor2";
import { samples } from "#lib/model/samples.ts";
import { film, tone } from "../harness/media.ts";

/** One body of each family a view exists for, with what its picture is called. */
export type SampleBody = { name: string; type: string | null; body: Buffer; encoding?: string };

const fromSample = (path: string): Buffer => {
  const sample = samples().find((one) => one.path.startsWith(path));
  if (!sample) throw new Error(`no sample ${path}`);
  return Buffer.from(sample.body);
};

/** The picture inside the multipart sample. */
function png(): Buffer {
  const mail = fromSample("/inbound");
  return mail.subarray(mail.indexOf("\x89PNG", 0, "latin1"), mail.lastIndexOf("\r\n--"));
}

const ORDER = {
  id: "ord_1042",
  paid: true,
  total: 598.94,
  customer: { name: "Ada Lovelace", email: "ada@example.com", since: 2019 },
  lines: [
    { sku: "TEA-1", title: "Élan teapot", quantity: 1 },
    { sku: "TEA-2", title: "Tea, loose 🍵", quantity: 2 },
  ],
  note: null,
};

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** { 1: 150, 2: "Ada Lovelace", 3: { 1: "TEA-1", 2: 3 }, 4: 1.5 } */
const PROTOBUF = Buffer.from("089601120c416461204c6f76656c6163651a090a055445412d31100321000000000000f83f", "hex");

export const SAMPLE_BODIES: readonly SampleBody[] = [
  { name: "json", type: "application/json", body: Buffer.from(JSON.stringify(ORDER)) },
  {
    name: "ndjson",
    type: "application/x-ndjson",
    body: Buffer.from([1, 2, 3].map((n) => JSON.stringify({ n, level: "info", message: `line ${n}` })).join("\n")),
  },
  {
    name: "form",
    type: "application/x-www-form-urlencoded",
    body: Buffer.from("name=Ada+Lovelace&role=admin&role=owner&empty=&note=%C3%A9lan%20%26%20more"),
  },
  { name: "slack", type: "application/x-www-form-urlencoded", body: fromSample("/slack") },
  { name: "multipart", type: "multipart/form-data; boundary=----wirebin7d1f0c2a", body: fromSample("/inbound") },
  { name: "xml", type: "application/xml", body: fromSample("/erp") },
  {
    name: "html",
    type: "text/html; charset=utf-8",
    body: Buffer.from(
      '<!doctype html><html><head><title>Receipt</title><style>p{color:teal}</style></head><body><h1>Thanks</h1><p class="sum">€ 42.00</p><script>alert("never")</script></body></html>',
    ),
  },
  {
    name: "text",
    type: "text/plain; charset=iso-8859-1",
    body: Buffer.from("Caf\u00e9 au lait\r\nna\u00efve\ttab\r\n", "latin1"),
  },
  {
    name: "csv",
    type: "text/csv",
    body: Buffer.from('sku,title,quantity,price\r\nTEA-1,"Teapot, élan",1,199.65\r\nTEA-2,"Tea ""loose""",2,12.50\r\n'),
  },
  {
    name: "jwt",
    type: "application/jwt",
    body: Buffer.from(
      `${base64url({ alg: "RS256", kid: "2026-11", typ: "JWT" })}.${base64url({ iss: "https://auth.example.com", sub: "user_1042", aud: "orders", iat: 1795341164, exp: 1795344764, scope: "orders:read" })}.c2lnbmF0dXJlLW5vdC1jaGVja2Vk`,
    ),
  },
  {
    name: "graphql",
    type: "application/json",
    body: Buffer.from(
      JSON.stringify({
        query: "query Order($id: ID!) { order(id: $id) { total lines { sku quantity } customer { name } } }",
        variables: { id: "ord_1042" },
        operationName: "Order",
      }),
    ),
  },
  { name: "image", type: "image/png", body: png() },
  { name: "audio", type: "audio/wav", body: tone() },
  { name: "film", type: "video/webm", body: film() },
  { name: "pdf", type: "application/pdf", body: Buffer.from("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF") },
  { name: "msgpack", type: "application/msgpack", body: Buffer.from(msgpack(ORDER)) },
  { name: "cbor", type: "application/cbor", body: Buffer.from(cbor(ORDER)) },
  { name: "protobuf", type: "application/x-protobuf", body: PROTOBUF },
  {
    name: "hex",
    type: "application/octet-stream",
    body: Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 7) % 256)),
  },
  { name: "gzip", type: "application/json", body: gzipSync(JSON.stringify(ORDER)), encoding: "gzip" },
  { name: "broken-json", type: "application/json", body: Buffer.from('{"id": "ord_1042", "lines": [1, 2,') },
  { name: "no-body", type: null, body: Buffer.alloc(0) },
];

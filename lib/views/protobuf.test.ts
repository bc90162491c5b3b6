import fc from "fast-check";
import { expect, test } from "vitest";
import { renderView } from "./registry.ts";

const TYPE = "application/x-protobuf";
const bytes = (...values: number[]) => new Uint8Array(values);

function text(body: Uint8Array, contentType = TYPE): string {
  const { result, problem } = renderView({ bytes: body, contentType });
  if (result.kind !== "tree") throw new Error(problem ?? result.kind);
  return result.tree.text;
}

/** A length-delimited field of fewer than 128 bytes. */
const field = (number: number, content: Uint8Array) => bytes((number << 3) | 2, content.length, ...content);
const utf8 = (value: string) => new TextEncoder().encode(value);

test("numbers, text, messages and bytes by field number, repeats kept", () => {
  const inner = bytes(...field(1, utf8("deep")), 0x10, 7);
  const body = bytes(
    0x08,
    0x96,
    0x01,
    ...field(2, utf8("héllo")),
    ...field(3, inner),
    ...field(3, bytes(0xff)),
    0x25,
    0,
    0,
    0x80,
    0x3f,
  );
  expect(text(body)).toBe('{"1":150,"2":"héllo","3":{"1":"deep","2":7},"3":h\'ff\',"4":1065353216 (as a float 1)}');
});

test("printable text is not taken for a message", () => {
  expect(text(field(1, utf8("hello world")))).toBe('{"1":"hello world"}');
});

test("gRPC frames are taken off", () => {
  const message = bytes(0x08, 1);
  expect(text(bytes(0, 0, 0, 0, 2, ...message, 0, 0, 0, 0, 2, ...message), "application/grpc")).toBe(
    '{"1":1}\n{"1":1}',
  );
  expect(renderView({ bytes: bytes(0, 0xff, 0xff, 0xff, 0xff, 1), contentType: "application/grpc" }).problem).toContain(
    "announces",
  );
});

test("it says that it guesses", () => {
  expect(renderView({ bytes: bytes(0x08, 1), contentType: TYPE }).result.warnings[0]).toContain("guess");
});

test("messages in messages in messages end as bytes, not as a crash", () => {
  let body = bytes(0x08, 1);
  for (let i = 0; i < 2000; i += 1) {
    const size = body.length < 128 ? [body.length] : [(body.length & 0x7f) | 0x80, body.length >> 7];
    if (body.length >= 16_000) break;
    body = bytes(0x0a, ...size, ...body);
  }
  expect(text(body)).toContain("bytes)");
});

test("any bytes give a view and no exception", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (body) => {
      expect(["protobuf", "text", "hex"]).toContain(renderView({ bytes: body, contentType: TYPE }).view);
    }),
    { numRuns: 500 },
  );
});

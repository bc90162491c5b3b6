import { expect, test } from "vitest";
import { fieldsOrNull } from "./protobuf-wire.ts";

const hex = (digits: string) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

test("the four shapes are read with their numbers", () => {
  expect(fieldsOrNull(hex("089601" + "12026869" + "1d0000803f" + "21000000000000f03f"))).toEqual([
    { number: 1, wire: "varint", value: 150n },
    { number: 2, wire: "bytes", bytes: hex("6869") },
    { number: 3, wire: "fixed32", bytes: hex("0000803f") },
    { number: 4, wire: "fixed64", bytes: hex("000000000000f03f") },
  ]);
  expect(fieldsOrNull(hex("08ffffffffffffffffff01"))).toEqual([{ number: 1, wire: "varint", value: 2n ** 64n - 1n }]);
});

test.each([
  ["a varint without end", "08ffffffffffffffffffffff"],
  ["a cut varint", "0896"],
  ["a string of 4 GB", "12ffffffff0f68"],
  ["a cut fixed value", "1d0000"],
  ["field zero", "0001"],
  ["a group", "0b0c"],
  ["a type that does not exist", "0f"],
])("%s is no message", (_, digits) => {
  expect(fieldsOrNull(hex(digits))).toBeNull();
});

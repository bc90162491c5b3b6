import { expect, test } from "vitest";
import { type Hint, readHints, writeHints } from "./hints.ts";

const ids = (count: number) =>
  Array.from({ length: count }, (_, i) => `01890000-0000-7000-8000-${String(i).padStart(12, "0")}`);

test("every hint comes out as it went in, however many messages they take", () => {
  const hints: Hint[] = [
    { kind: "captured", bin: "orders", seq: 7 },
    { kind: "removed", bin: "orders", seqs: [1, 2] },
    { kind: "removed", bin: "orders", seqs: "all" },
    { kind: "marked", bin: "orders", seq: 7 },
    { kind: "replied", bin: "orders", seq: 7, status: 502 },
    { kind: "changed", bin: "orders" },
    { kind: "deleted", bin: "orders" },
    { kind: "outbox", bin: "orders", deliveries: ids(100), replays: [], targets: ids(2), more: false },
    { kind: "behind" },
  ];
  const many = Array.from({ length: 60 }, () => hints).flat();
  const messages = writeHints("me", many);
  expect(messages.length).toBeGreaterThan(1);
  for (const message of messages) expect(Buffer.byteLength(message)).toBeLessThan(8000);
  expect(messages.flatMap((message) => readHints(message)?.hints)).toEqual(many);
  expect(readHints(messages[0] ?? "")?.from).toBe("me");
});

test("what is too long for one message says less", () => {
  const [message = ""] = writeHints("me", [
    { kind: "outbox", bin: "orders", deliveries: ids(300), replays: [], targets: [], more: false },
  ]);
  expect(readHints(message)?.hints).toEqual([
    { kind: "outbox", bin: "orders", deliveries: [], replays: [], targets: [], more: true },
  ]);
});

test.each(["", "{", "null", "7", '{"from":"x"}', '{"from":"x","hints":[{"kind":"captured","bin":"a"}]}'])(
  "%j is not ours",
  (text) => {
    expect(readHints(text)).toBeNull();
  },
);

import { describe, expect, test } from "vitest";
import { readLimited } from "./read-limited.ts";

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
}

describe("readLimited", () => {
  test("joins the chunks", async () => {
    expect(await readLimited(streamOf("ab", "", "cd"), 4)).toEqual({
      kind: "whole",
      bytes: new TextEncoder().encode("abcd"),
    });
  });

  test("no stream is an empty body", async () => {
    expect(await readLimited(null, 0)).toEqual({ kind: "whole", bytes: new Uint8Array(0) });
  });

  test("a body over the limit is read to its end, so that its sender hears the answer", async () => {
    expect(await readLimited(streamOf("abc", "def"), 5)).toEqual({ kind: "too_large", seen: 6 });
  });

  test("an endless body is cancelled", async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)),
      cancel: () => {
        cancelled = true;
      },
    });
    expect(await readLimited(endless, 25)).toMatchObject({ kind: "too_large" });
    expect(cancelled).toBe(true);
  });

  test("a sender that goes away is a fact, not an error", async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("reset")),
    });
    expect(await readLimited(broken, 25)).toEqual({ kind: "aborted", seen: 0 });
  });
});

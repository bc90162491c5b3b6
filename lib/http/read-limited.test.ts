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

  describe("in a shared room", () => {
    const room = (grants: boolean[]) => {
      const calls: string[] = [];
      return {
        calls,
        take: (bytes: number) => calls.push(`take ${bytes}`) !== 2,
        wait: async () => {
          calls.push("wait");
          return grants.shift() ?? false;
        },
        leave: () => {
          calls.push("leave");
        },
      };
    };

    test("waits for room, goes on and leaves", async () => {
      const shared = room([true]);
      expect(await readLimited(streamOf("ab", "cd", "e"), 9, shared)).toMatchObject({ kind: "whole" });
      expect(shared.calls).toEqual(["take 2", "take 2", "wait", "take 1", "leave"]);
    });

    test("a message without a body leaves too", async () => {
      const shared = room([]);
      expect(await readLimited(null, 9, shared)).toMatchObject({ kind: "whole" });
      expect(shared.calls).toEqual(["leave"]);
    });

    test("gives up when no room came", async () => {
      const shared = room([false]);
      expect(await readLimited(streamOf("ab", "cd", "e"), 9, shared)).toEqual({ kind: "no_room", seen: 4 });
      expect(shared.calls).toEqual(["take 2", "take 2", "wait", "leave"]);
    });
  });
});

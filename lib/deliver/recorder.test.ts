import { expect, test } from "vitest";
import type { Finished } from "#lib/store/finish-attempts.ts";
import { createRecorder } from "./recorder.ts";
import { finishedOf } from "./test-claimed.ts";

const ids = (batch: Finished[]) => batch.map(({ claimed }) => claimed.id);

test("what ends while a write is under way is written together in the next one", async () => {
  const batches: string[][] = [];
  let release: () => void = () => undefined;
  const recorder = createRecorder({
    write: async (batch) => {
      batches.push(ids(batch));
      if (batches.length === 1) await new Promise<void>((resolve) => (release = resolve));
      return { lost: [] };
    },
    onError: (error) => expect.unreachable(String(error)),
    pause: async () => undefined,
  });
  const all = ["a", "b", "c"].map((id) => recorder.record(finishedOf(id)));
  release();
  expect(await Promise.all(all)).toEqual([true, true, true]);
  expect(batches).toEqual([["a"], ["b", "c"]]);
});

test("what the store cannot take now is written when it can", async () => {
  let failures = 3;
  const errors: unknown[] = [];
  const recorder = createRecorder({
    write: async () => {
      failures -= 1;
      if (failures > 0) throw new Error("the disk is full");
      return { lost: [] };
    },
    onError: (error) => void errors.push(error),
    pause: async () => undefined,
  });
  expect(await recorder.record(finishedOf("a"))).toBe(true);
  expect(errors).toHaveLength(2);
});

test("a lost lease is said to whoever recorded", async () => {
  const recorder = createRecorder({
    write: async () => ({ lost: ["b"] }),
    onError: () => undefined,
    pause: async () => undefined,
  });
  expect(await Promise.all(["a", "b"].map((id) => recorder.record(finishedOf(id))))).toEqual([true, false]);
});

test("when it is stopped it no longer holds anybody up", async () => {
  const recorder = createRecorder({
    write: async () => {
      throw new Error("gone");
    },
    onError: () => recorder.stop(),
    pause: async () => undefined,
  });
  expect(await recorder.record(finishedOf("a"))).toBe(false);
  expect(await recorder.record(finishedOf("b"))).toBe(false);
});

import { expect, test } from "vitest";
import { zstdFrames } from "./zstd-frames.ts";

/** A frame of one stored block: magic, descriptor, window, block header, "hi". */
const STORED = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58, 0x11, 0x00, 0x00, 0x68, 0x69];
const SKIPPED = [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2];
const frames = (bytes: number[]) => zstdFrames(Uint8Array.from(bytes));

test("frames and their blocks are found, skippable frames are not", () => {
  expect(frames([...SKIPPED, ...STORED, ...STORED])).toEqual({
    frames: [
      { windowBytes: 2 ** 21, pieces: [[10, 21]] },
      { windowBytes: 2 ** 21, pieces: [[21, 32]] },
    ],
    isCut: false,
  });
});

test("of a frame that ends early its whole pieces are found", () => {
  const twoBlocks = [...STORED.slice(0, 6), 0x10, ...STORED.slice(7), ...STORED.slice(6)];
  const pieces = [[0, 11]];
  for (const missing of [1, 4]) {
    expect(frames(twoBlocks.slice(0, -missing))).toEqual({ frames: [{ windowBytes: 2 ** 21, pieces }], isCut: true });
  }
});

test("a window may be as large as its header says", () => {
  const huge = [...STORED];
  huge[5] = 0xf8;
  expect(frames(huge)?.frames[0]?.windowBytes).toBe(2 ** 41);
});

test.each([
  ["nothing that belongs here", [1, 2, 3, 4, 5]],
  ["half a frame", STORED.slice(0, -1)],
  ["a header alone", STORED.slice(0, 6)],
  ["a reserved block", [...STORED.slice(0, 6), 0x17, 0, 0, 0x68, 0x69]],
  ["a skippable frame that ends too early", SKIPPED.slice(0, -1)],
  ["something after the last frame", [...STORED, 0]],
])("%s is no stream", (_, bytes) => {
  expect(frames(bytes)).toBeNull();
});

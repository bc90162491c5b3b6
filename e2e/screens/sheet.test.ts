import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { covered } from "./picture.ts";
import { encodePng, type Picture } from "./png.ts";
import { FRAMES, looksLike, nameOf, readSheet, toFrame, writeSheet } from "./sheet.ts";

const KEPT = path.join(import.meta.dirname, "snapshots");
const names = readdirSync(KEPT).map((file) => path.basename(file, ".png"));
const sheets = new Map(names.map((name) => [name, readSheet(readFileSync(path.join(KEPT, `${name}.png`)))]));

/** A whole picture of the first frame's size in one colour, and small black words on it. */
function page(letters: { x: number; y: number }[] = []): Picture {
  const [width, height] = [1440, 900];
  const rgb = new Uint8Array(width * height * 3).fill(250);
  for (const { x, y } of letters)
    for (let row = y; row < y + 9; row += 1) rgb.fill(30, (row * width + x) * 3, (row * width + x + 2) * 3);
  return { width, height, rgb };
}

const word = (x: number, length = 6) => Array.from({ length }, (_, at) => ({ x: x + at * 8, y: 300 }));

describe("a frame and what was kept of it", () => {
  test("the same page twice looks alike, also where its letters are smoothed in another way", () => {
    const before = toFrame(page(word(600)));
    expect(looksLike(before, toFrame(page(word(600))))).toBe(true);
    const other = toFrame(page(word(600)));
    const smoothed = { ...other, rgb: other.rgb.map((light, at) => Math.min(255, light + ((at % 3) - 1) * 8)) };
    expect(looksLike(before, smoothed)).toBe(true);
  });

  test("a word that came, went or moved is seen", () => {
    const before = toFrame(page(word(600)));
    expect(looksLike(before, toFrame(page()))).toBe(false);
    expect(looksLike(before, toFrame(page(word(604))))).toBe(false);
    expect(looksLike(before, toFrame(page([...word(600), ...word(900, 12)])))).toBe(false);
  });

  test("what is covered does not count", () => {
    const box = { x: 590, y: 290, width: 90, height: 30 };
    const still = (picture: Picture) => toFrame(covered(picture, box));
    expect(looksLike(still(page(word(600))), still(page()))).toBe(true);
    expect(looksLike(still(page(word(600))), still(page(word(700))))).toBe(false);
  });

  test("frames come out of a file as they went in", () => {
    const kept = sheets.get("bin-detail");
    if (!kept) throw new Error("no frames of bin-detail");
    const read = readSheet(writeSheet(kept));
    expect(kept.map((frame, at) => Buffer.compare(frame.rgb, read?.[at]?.rgb ?? Buffer.alloc(0)))).toEqual(
      kept.map(() => 0),
    );
    expect(readSheet(encodePng(page()))).toBeNull();
  });
});

describe("the snapshots that are kept", () => {
  test("each has all its frames", () => {
    expect(names.filter((name) => !sheets.get(name))).toEqual([]);
  });

  test("no two bodies look alike in a wide window, in either theme", () => {
    const bodies = names.filter((name) => name.startsWith("body-"));
    expect(bodies.length).toBeGreaterThan(20);
    const wide = FRAMES.flatMap(({ window }, at) => (window.width === 1440 ? [at] : []));
    const alike = bodies.flatMap((one, at) =>
      bodies
        .slice(at + 1)
        .filter((other) => wide.some((frame) => alikeIn(frame, one, other)))
        .map((other) => `${one} and ${other}`),
    );
    expect(alike).toEqual([]);
  });

  test("a frame that stays blank is seen, whichever it is", () => {
    const unseen = names.flatMap((name) =>
      (sheets.get(name) ?? []).flatMap((frame, at) => {
        const kind = FRAMES[at];
        return looksLike(frame, blank(frame)) && kind ? [`${name} ${nameOf(kind)}`] : [];
      }),
    );
    expect(unseen).toEqual([]);
  });
});

function alikeIn(frame: number, one: string, other: string): boolean {
  const [a, b] = [sheets.get(one)?.[frame], sheets.get(other)?.[frame]];
  return a !== undefined && b !== undefined && looksLike(a, b);
}

/** The colour of the frame's corner at the bottom, everywhere. */
function blank({ width, height, rgb }: Picture): Picture {
  return { width, height, rgb: new Uint8Array(Buffer.alloc(rgb.length, rgb.slice(-3))) };
}

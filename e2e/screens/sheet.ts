import { apart, beside, difference, shrink } from "./picture.ts";
import { decodePng, encodePng, type Picture } from "./png.ts";

/** A screen's snapshot: its frames, small and beside each other, in one file. */

export const THEMES = ["light", "dark"] as const;
export const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;

/** One theme at one width. */
export type Frame = { theme: (typeof THEMES)[number]; window: (typeof WINDOWS)[number] };
export const FRAMES: readonly Frame[] = THEMES.flatMap((theme) => WINDOWS.map((window) => ({ theme, window })));

export function nameOf({ theme, window }: Frame): string {
  return `${theme}-${window.width}`;
}

/** A quarter as wide: a word that changed is seen, and a hundred screens take 2 MB. */
const SHRINK = 4;
/**
 * What another smoothing of letters makes of a small pixel, of 255; and how many of a frame may differ by more, one in eight thousand: two
 * on a phone, ten on a desk, where a word has about fifteen. Two runs on one machine differ in none.
 */
const MOST_LIGHT = 24;
const MOST_PIXELS = 1 / 8000;

export function toFrame(drawn: Picture): Picture {
  return shrink(drawn, SHRINK);
}

export function writeSheet(frames: readonly Picture[]): Buffer {
  return encodePng(beside(frames));
}

/** The frames in the order of FRAMES; null for a file that was drawn in another size. */
export function readSheet(file: Buffer): Picture[] | null {
  const small = ({ window }: Frame) => ({
    width: Math.floor(window.width / SHRINK),
    height: Math.floor(window.height / SHRINK),
  });
  return apart(decodePng(file), FRAMES.map(small));
}

/** Whether somebody would say that both show the same. */
export function looksLike(one: Picture, other: Picture): boolean {
  return difference(one, other, MOST_LIGHT) <= one.width * one.height * MOST_PIXELS;
}

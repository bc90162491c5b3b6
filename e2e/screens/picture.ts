import type { Picture } from "./png.ts";

/** A part of a picture, in its pixels. */
export type Box = { x: number; y: number; width: number; height: number };

/** Between two steps of light in a small picture. */
const STEP = 16;
/** What nothing was drawn on, and what does not count. */
const GREY = 0x80;

/** Each `by` × `by` square as one pixel of its mean, in 17 steps of light: how the edges of letters are smoothed hardly counts. */
export function shrink({ width, height, rgb }: Picture, by: number): Picture {
  const small = { width: Math.floor(width / by), height: Math.floor(height / by) };
  const out = new Uint8Array(small.width * small.height * 3);
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        for (let dy = 0; dy < by; dy += 1)
          for (let dx = 0; dx < by; dx += 1) sum += rgb[((y * by + dy) * width + x * by + dx) * 3 + channel] ?? 0;
        out[(y * small.width + x) * 3 + channel] = Math.min(255, Math.round(sum / (by * by) / STEP) * STEP);
      }
    }
  }
  return { ...small, rgb: out };
}

/** Pictures beside each other, from the top. */
export function beside(pictures: readonly Picture[], gap = 4): Picture {
  const width = pictures.reduce((sum, one) => sum + one.width + gap, -gap);
  const height = Math.max(...pictures.map((one) => one.height));
  const rgb = new Uint8Array(width * height * 3).fill(GREY);
  let left = 0;
  for (const one of pictures) {
    for (let row = 0; row < one.height; row += 1)
      rgb.set(one.rgb.subarray(row * one.width * 3, (row + 1) * one.width * 3), (row * width + left) * 3);
    left += one.width + gap;
  }
  return { width, height, rgb };
}

/** Takes apart what `beside` put together; null when pictures of these sizes are not what it was made of. */
export function apart(sheet: Picture, sizes: readonly { width: number; height: number }[], gap = 4): Picture[] | null {
  const width = sizes.reduce((sum, one) => sum + one.width + gap, -gap);
  if (sheet.width !== width || sheet.height !== Math.max(...sizes.map((one) => one.height))) return null;
  let left = 0;
  return sizes.map((size) => {
    const rgb = new Uint8Array(size.width * size.height * 3);
    for (let row = 0; row < size.height; row += 1) {
      const from = (row * sheet.width + left) * 3;
      rgb.set(sheet.rgb.subarray(from, from + size.width * 3), row * size.width * 3);
    }
    left += size.width + gap;
    return { ...size, rgb };
  });
}

/** The picture with this part of it grey. */
export function covered({ width, height, rgb }: Picture, box: Box): Picture {
  const out = Uint8Array.from(rgb);
  const [left, right] = [box.x, box.x + box.width].map((x) => Math.min(width, Math.max(0, x)));
  for (let y = Math.max(0, box.y); y < Math.min(height, box.y + box.height); y += 1)
    out.fill(GREY, (y * width + (left ?? 0)) * 3, (y * width + (right ?? 0)) * 3);
  return { width, height, rgb: out };
}

/** How many pixels differ by more than `most` of 255 in some channel. In pictures of different size, all of them do. */
export function difference(one: Picture, other: Picture, most: number): number {
  if (one.width !== other.width || one.height !== other.height) return one.width * one.height;
  const isFar = (at: number) => Math.abs((one.rgb[at] ?? 0) - (other.rgb[at] ?? 0)) > most;
  let changed = 0;
  for (let at = 0; at < one.rgb.length; at += 3) if (isFar(at) || isFar(at + 1) || isFar(at + 2)) changed += 1;
  return changed;
}

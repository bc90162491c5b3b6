import { readFileSync } from "node:fs";
import path from "node:path";

/** A second of an 8 kHz tone. */
export function tone(): Buffer {
  const samples = Buffer.from(Array.from({ length: 8000 }, (_, at) => 128 + Math.round(60 * Math.sin(at / 3))));
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** A second and a half of a square that moves, 320 by 180 (VP8, recorded by a browser from a canvas). */
export function film(): Buffer {
  return readFileSync(path.join(import.meta.dirname, "film.webm"));
}

import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture as rows of RGB bytes. */
export type Picture = { width: number; height: number; rgb: Uint8Array };

/**
 * Just enough of PNG (RFC 2083): reads what Chromium draws and what is written here, eight bits to a sample, not interlaced; writes
 * with a palette where it can, which takes two thirds of the room.
 */
const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const MOST_COLOURS = 256;
/** Samples in a pixel, by colour type (section 4.1.1): light, palette, light with transparency. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 3: 1, 6: 4 };

export function decodePng(file: Buffer): Picture {
  let at = SIGNATURE.length;
  let [width, height, channels] = [0, 0, 3];
  let palette: Buffer | null = null;
  const data: Buffer[] = [];
  while (at < file.length) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      channels = CHANNELS[body[9] ?? 2] ?? 3;
    } else if (type === "PLTE") palette = body;
    else if (type === "IDAT") data.push(body);
    at += length + 12;
  }
  const samples = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    for (let channel = 0; channel < 3; channel += 1)
      rgb[pixel * 3 + channel] =
        (palette ? palette[(samples[pixel] ?? 0) * 3 + channel] : samples[pixel * channels + channel]) ?? 0;
  return { width, height, rgb };
}

/** Takes back what each line's filter did (section 6). */
function unfiltered(raw: Buffer, stride: number, height: number, bytes: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)] ?? 0;
    for (let column = 0; column < stride; column += 1) {
      const here = row * stride + column;
      const left = column >= bytes ? (out[here - bytes] ?? 0) : 0;
      const up = row > 0 ? (out[here - stride] ?? 0) : 0;
      const corner = row > 0 && column >= bytes ? (out[here - stride - bytes] ?? 0) : 0;
      out[here] = (raw[row * (stride + 1) + 1 + column] ?? 0) + guess(filter, left, up, corner);
    }
  }
  return out;
}

function guess(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** With a palette where 256 colours are enough. */
export function encodePng({ width, height, rgb }: Picture): Buffer {
  const palette = coloursOf(rgb);
  const samples = palette.size <= MOST_COLOURS ? indexes(rgb, palette) : rgb;
  const stride = samples.length / height;
  const raw = Buffer.alloc((stride + 1) * height);
  for (let row = 0; row < height; row += 1)
    raw.set(samples.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, samples === rgb ? 2 : 3, 0, 0, 0], 8);
  const colours = [...palette.keys()].flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    ...(samples === rgb ? [] : [chunk("PLTE", Buffer.from(colours))]),
    chunk("IDAT", deflateSync(raw, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function colourAt(rgb: Uint8Array, pixel: number): number {
  return ((rgb[pixel * 3] ?? 0) << 16) | ((rgb[pixel * 3 + 1] ?? 0) << 8) | (rgb[pixel * 3 + 2] ?? 0);
}

/** Each colour and its place in the palette. */
function coloursOf(rgb: Uint8Array): Map<number, number> {
  const places = new Map<number, number>();
  for (let pixel = 0; pixel < rgb.length / 3; pixel += 1) {
    const colour = colourAt(rgb, pixel);
    if (!places.has(colour)) places.set(colour, places.size);
  }
  return places;
}

function indexes(rgb: Uint8Array, places: ReadonlyMap<number, number>): Uint8Array {
  return Uint8Array.from({ length: rgb.length / 3 }, (_, pixel) => places.get(colourAt(rgb, pixel)) ?? 0);
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  out.set(named, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

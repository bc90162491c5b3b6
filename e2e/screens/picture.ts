import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture as rows of RGB bytes. Just enough of PNG (RFC 2083) for what Chromium draws: eight bits, no palette, not interlaced. */
export type Picture = { width: number; height: number; rgb: Uint8Array };

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

export function decodePng(file: Buffer): Picture {
  let at = SIGNATURE.length;
  let width = 0;
  let height = 0;
  let channels = 3;
  const data: Buffer[] = [];
  while (at < file.length) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      channels = body[9] === 6 ? 4 : 3;
    } else if (type === "IDAT") data.push(body);
    at += length + 12;
  }
  const lines = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    for (let channel = 0; channel < 3; channel += 1) rgb[pixel * 3 + channel] = lines[pixel * channels + channel] ?? 0;
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
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      out[here] = (raw[row * (stride + 1) + 1 + column] ?? 0) + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

export function encodePng({ width, height, rgb }: Picture): Buffer {
  const raw = Buffer.alloc((width * 3 + 1) * height);
  for (let row = 0; row < height; row += 1)
    raw.set(rgb.subarray(row * width * 3, (row + 1) * width * 3), row * (width * 3 + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    ...[SIGNATURE, chunk("IHDR", head), chunk("IDAT", deflateSync(raw, { level: 9 })), chunk("IEND", Buffer.alloc(0))],
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  out.set(named, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

/** Each `by` × `by` square as one pixel of its mean, in 32 steps of light: letters become a texture, and what they say does not count. */
export function shrink({ width, height, rgb }: Picture, by: number): Picture {
  const small = { width: Math.floor(width / by), height: Math.floor(height / by) };
  const out = new Uint8Array(small.width * small.height * 3);
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        for (let dy = 0; dy < by; dy += 1)
          for (let dx = 0; dx < by; dx += 1) sum += rgb[((y * by + dy) * width + x * by + dx) * 3 + channel] ?? 0;
        out[(y * small.width + x) * 3 + channel] = (sum / (by * by)) & 0xf8;
      }
    }
  }
  return { ...small, rgb: out };
}

/** Pictures beside each other, from the top. */
export function beside(pictures: readonly Picture[], gap = 4): Picture {
  const width = pictures.reduce((sum, one) => sum + one.width + gap, -gap);
  const height = Math.max(...pictures.map((one) => one.height));
  const rgb = new Uint8Array(width * height * 3).fill(0x80);
  let left = 0;
  for (const one of pictures) {
    for (let row = 0; row < one.height; row += 1)
      rgb.set(one.rgb.subarray(row * one.width * 3, (row + 1) * one.width * 3), (row * width + left) * 3);
    left += one.width + gap;
  }
  return { width, height, rgb };
}

/** The share of pixels, 0 to 1, in which some channel differs by more than `most`. Pictures of different size differ in all of them. */
export function difference(one: Picture, other: Picture, most: number): number {
  if (one.width !== other.width || one.height !== other.height) return 1;
  let changed = 0;
  for (let at = 0; at < one.rgb.length; at += 3) {
    const isFar = [0, 1, 2].some(
      (channel) => Math.abs((one.rgb[at + channel] ?? 0) - (other.rgb[at + channel] ?? 0)) > most,
    );
    if (isFar) changed += 1;
  }
  return changed / (one.width * one.height);
}

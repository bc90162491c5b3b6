import type { Locator } from "@playwright/test";

/** Reads a QR code as a camera's program does (ISO/IEC 18004): small ones, whose data is one block of bytes. Nothing is repaired. */

type Modules = boolean[][];

/** Codewords of data in one block, by version and level. */
const DATA: Record<string, number> = {
  "1L": 19,
  "2L": 34,
  "3L": 55,
  "4L": 80,
  "5L": 108,
  "1M": 16,
  "2M": 28,
  "3M": 44,
};
const LEVELS = ["M", "L", "H", "Q"];

const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Which modules of a drawing are dark, asked of its shapes: rows of columns. */
export function modulesOf(drawing: Locator): Promise<Modules> {
  return drawing.evaluate((svg: SVGSVGElement) => {
    const size = svg.viewBox.baseVal.width;
    const places = Array.from({ length: size }, (_, at) => at + 0.5);
    const dark = [...svg.querySelectorAll("path")].filter((path) => getComputedStyle(path).fill === "rgb(0, 0, 0)");
    return places.map((y) => places.map((x) => dark.some((path) => path.isPointInFill(new DOMPoint(x, y)))));
  });
}

/** The text, which must be in bytes. Throws where the code is another kind than a short address makes. */
export function readQr(modules: Modules): string {
  const { level, mask } = formatOf(modules);
  const kind = `${(modules.length - 17) / 4}${level}`;
  const count = DATA[kind];
  if (count === undefined) throw new Error(`no reader for a QR code ${kind}`);
  const bits = dataBits(modules, mask).slice(0, count * 8);
  const number = (from: number, length: number) => Number.parseInt(bits.slice(from, from + length), 2);
  if (number(0, 4) !== 4) throw new Error("the text is not in bytes");
  return Buffer.from(Array.from({ length: number(4, 8) }, (_, at) => number(12 + at * 8, 8))).toString("utf8");
}

function formatOf(modules: Modules): { level: string; mask: NonNullable<(typeof MASKS)[number]> } {
  const places = [0, 1, 2, 3, 4, 5, 7, 8].map((y) => modules[y]?.[8]);
  places.push(...[7, 5, 4, 3, 2, 1, 0].map((x) => modules[8]?.[x]));
  const format = places.reduce((sum, isDark, bit) => sum + (isDark ? 2 ** bit : 0), 0) ^ 0x5412;
  const mask = MASKS[(format >> 10) & 7];
  if (!mask) throw new Error("no such mask");
  return { level: LEVELS[format >> 13] ?? "", mask };
}

/** Two columns at a time from the right, up and down in turn, without the modules that are for finding the rest. */
function dataBits(modules: Modules, mask: (x: number, y: number) => boolean): string {
  const size = modules.length;
  const columns = [...Array(size).keys()].reverse().filter((x) => x !== 6);
  let bits = "";
  for (let pair = 0; pair < columns.length; pair += 2) {
    for (let step = 0; step < size; step += 1) {
      const y = pair % 4 === 0 ? size - 1 - step : step;
      for (const x of columns.slice(pair, pair + 2)) {
        if (!isFixed(x, y, size)) bits += modules[y]?.[x] !== mask(x, y) ? "1" : "0";
      }
    }
  }
  return bits;
}

function isFixed(x: number, y: number, size: number): boolean {
  const isCorner = (x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8);
  const isAlignment = size > 21 && Math.abs(x - (size - 7)) <= 2 && Math.abs(y - (size - 7)) <= 2;
  return isCorner || isAlignment || x === 6 || y === 6;
}

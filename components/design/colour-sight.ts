/**
 * What a colour is to the eye: how well it reads on a ground, how far it lies from another, and what those see of it who lack one
 * kind of cone. Knows numbers only; the tokens are its caller's.
 */

type Three = readonly [number, number, number];
type Matrix = readonly [Three, Three, Three];

/** A colour as light: linear sRGB, each channel from 0 to 1. */
export type Light = Three;

const OKLAB_TO_CONES: Matrix = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const CONES_TO_LIGHT: Matrix = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];
const LIGHT_TO_CONES: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const CONES_TO_OKLAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

/**
 * For whom the red, the green or the blue cone is missing altogether: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.0; for linear sRGB.
 */
export const EYES: Readonly<Record<"trichromat" | "protanope" | "deuteranope" | "tritanope", Matrix>> = {
  trichromat: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanope: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranope: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanope: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.303901],
  ],
};

/** CSS' `oklch(L C H)` as light. What lies beyond sRGB is cut, as on a screen that shows no more (`isShown` tells). */
export function fromOklch(lightness: number, chroma: number, hue: number): Light {
  return clamp(unclamped(lightness, chroma, hue));
}

/** Whether every screen shows this colour as it is written. */
export function isShown(lightness: number, chroma: number, hue: number): boolean {
  return unclamped(lightness, chroma, hue).every((channel) => channel > -0.0005 && channel < 1.0005);
}

/** WCAG 2's contrast of two colours, 1 to 21. */
export function contrast(one: Light, other: Light): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** How far two colours lie from each other in OKLab to somebody's eyes. 0.02 can just be told where they touch. */
export function distance(one: Light, other: Light, eye: Matrix): number {
  const [a, b] = [toOklab(clamp(times(eye, one))), toOklab(clamp(times(eye, other)))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function unclamped(lightness: number, chroma: number, hue: number): Light {
  const angle = (hue * Math.PI) / 180;
  const cones = times(OKLAB_TO_CONES, [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)]);
  return times(CONES_TO_LIGHT, [cones[0] ** 3, cones[1] ** 3, cones[2] ** 3]);
}

function toOklab(light: Light): Three {
  const cones = times(LIGHT_TO_CONES, light);
  return times(CONES_TO_OKLAB, [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])]);
}

function luminance([red, green, blue]: Light): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function times(matrix: Matrix, [x, y, z]: Three): Three {
  const row = ([a, b, c]: Three) => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function clamp([x, y, z]: Three): Three {
  const cut = (value: number) => Math.min(1, Math.max(0, value));
  return [cut(x), cut(y), cut(z)];
}

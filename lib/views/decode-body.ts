import { assertNever } from "#lib/errors.ts";
import { decodeStream, type StreamOutcome } from "./decode-stream.ts";

/** How much decoding one body may cost. */
export type DecodeLimits = { maxLayers: number; maxBytes: number; maxMs: number };

export const DECODE_LIMITS: DecodeLimits = { maxLayers: 4, maxBytes: 10 * 1024 * 1024, maxMs: 250 };

export type DecodedBody =
  /** No content encoding: the bytes are what they are. */
  | { kind: "plain" }
  /** `layers` in the order they were taken off. `isCut`: the encoded bytes end early, and so do these. */
  | { kind: "decoded"; bytes: Uint8Array; layers: string[]; isCut: boolean }
  /** `reason` is a sentence; the encoded bytes remain to be shown. `isUnsupported`: this platform cannot, another one may. */
  | { kind: "failed"; layers: string[]; reason: string; isUnsupported?: true };

/**
 * Takes the content encodings off a body (RFC 9110 section 8.4), the last applied first. Bounded in layers, bytes and time; a bomb stops
 * at the bound. Never throws.
 */
export async function decodeBody(
  bytes: Uint8Array,
  contentEncoding: string | null | undefined,
  limits: DecodeLimits = DECODE_LIMITS,
  brotli?: BrotliDecoder,
): Promise<DecodedBody> {
  const codings = (contentEncoding ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length === 0 || bytes.length === 0) return { kind: "plain" };
  const layers: string[] = [];
  if (codings.length > limits.maxLayers) {
    return {
      kind: "failed",
      layers,
      reason: `${codings.length} content encodings: at most ${limits.maxLayers} are decoded`,
    };
  }
  const deadline = performance.now() + limits.maxMs;
  let current = bytes;
  let isCut = false;
  for (const coding of codings.reverse()) {
    const outcome = await decodeLayer(current, coding, { maxBytes: limits.maxBytes, deadline }, brotli);
    if ("reason" in outcome) return { kind: "failed", layers, ...outcome };
    layers.push(coding);
    current = outcome.bytes;
    isCut ||= outcome.isCut;
  }
  return { kind: "decoded", bytes: current, layers, isCut };
}

/** `deadline` is a performance.now() moment. */
export type DecodeBounds = { maxBytes: number; deadline: number };
/** Where the platform's DecompressionStream has no brotli. */
export type BrotliDecoder = (bytes: Uint8Array, bounds: DecodeBounds) => Promise<StreamOutcome>;

type NotDecoded = { reason: string; isUnsupported?: true };

/** The decoded bytes, or why there are none. */
async function decodeLayer(
  bytes: Uint8Array,
  coding: string,
  bounds: DecodeBounds,
  brotli: BrotliDecoder | undefined,
): Promise<{ bytes: Uint8Array; isCut: boolean } | NotDecoded> {
  for (const format of formatsOf(coding, bytes)) {
    const outcome = await decodeFormat(bytes, format, bounds, brotli);
    switch (outcome.kind) {
      case "done":
        return { bytes: outcome.bytes, isCut: false };
      case "cut":
        if (outcome.bytes.length > 0) return { bytes: outcome.bytes, isCut: true };
        return { reason: `The ${visible(coding)} data ends early` };
      case "unsupported":
        return { reason: `${visible(coding)} cannot be decoded in this browser`, isUnsupported: true };
      case "too-large":
        return { reason: `${visible(coding)} decodes to more than ${bounds.maxBytes.toLocaleString("en")} bytes` };
      case "too-slow":
        return { reason: `Decoding ${visible(coding)} took too long` };
      case "broken":
        continue;
      default:
        return assertNever(outcome);
    }
  }
  const isKnown = formatsOf(coding, bytes).length > 0;
  return {
    reason: isKnown
      ? `The bytes are not whole ${visible(coding)} data`
      : `The content encoding ${visible(coding)} is not known here`,
  };
}

function decodeFormat(
  bytes: Uint8Array,
  format: string,
  bounds: DecodeBounds,
  brotli: BrotliDecoder | undefined,
): Promise<StreamOutcome> {
  if (format === "brotli" && brotli) return brotli(bytes, bounds);
  if (format === "zstd") return zstd(bytes, bounds);
  return decodeStream(bytes, format, bounds);
}

/** Its decoder loads when first needed, which counts for nothing: what comes over a slow line is no slow body. */
async function zstd(bytes: Uint8Array, { maxBytes, deadline }: DecodeBounds): Promise<StreamOutcome> {
  const asked = performance.now();
  const { decodeZstd } = await import("./decode-zstd.ts");
  return decodeZstd(bytes, { maxBytes, deadline: deadline + performance.now() - asked });
}

/** The platform's names for a coding. "deflate" means zlib, but some senders leave the wrapper away (RFC 9110 section 8.4.1.2). */
function formatsOf(coding: string, bytes: Uint8Array): string[] {
  if (coding === "gzip" || coding === "x-gzip") return ["gzip"];
  if (coding === "deflate") return hasZlibHeader(bytes) ? ["deflate", "deflate-raw"] : ["deflate-raw"];
  if (coding === "br") return ["brotli"];
  if (coding === "zstd") return ["zstd"];
  return [];
}

/** RFC 1950 section 2.2. */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [method = 0, flags = 0] = bytes;
  return (method & 0x0f) === 8 && ((method << 8) | flags) % 31 === 0;
}

function visible(coding: string): string {
  return coding.slice(0, 40).replace(/[^\x21-\x7e]/g, "?");
}

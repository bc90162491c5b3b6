import { allValues, firstValue, type ReadonlyPairs } from "#lib/http/pairs.ts";
import { DECODE_LIMITS, type DecodedBody, type DecodeLimits, decodeBody } from "./decode-body.ts";
import { type Rendered, renderView } from "./registry.ts";
import { DEFAULT_LIMITS, type ViewLimits } from "./view.ts";

export type BodyQuestion = {
  /** The body as it was stored, content encodings and all. */
  bytes: Uint8Array;
  headers: ReadonlyPairs;
  /** Chosen by hand. */
  view?: string | undefined;
  charset?: string | null | undefined;
  /** True to look at the bytes as they came, content encodings left on. */
  asSent?: boolean | undefined;
};

export type OpenedBody = {
  rendered: Rendered;
  /** What was rendered: the decoded bytes, or those given. Offsets in the result point into these. */
  bytes: Uint8Array;
  /** The content encodings taken off, the outermost first. */
  layers: string[];
  /** Why the content encodings could not be taken off, or null; then the encoded bytes are shown. */
  notDecoded: string | null;
};

/** A captured body from bytes to something to draw: what a worker is asked. Never throws. */
export async function openBody(
  question: BodyQuestion,
  limits: { view: ViewLimits; decode: DecodeLimits } = { view: DEFAULT_LIMITS, decode: DECODE_LIMITS },
): Promise<OpenedBody> {
  const { bytes, headers, view, charset, asSent = false } = question;
  const encodings = asSent ? "" : allValues(headers, "content-encoding").join(",");
  const decoded: DecodedBody = await decodeBody(bytes, encodings, limits.decode);
  const shown = decoded.kind === "decoded" ? decoded.bytes : bytes;
  const isEncoded = decoded.kind === "failed" || (asSent && allValues(headers, "content-encoding").length > 0);
  const rendered = renderView(
    // Encoded bytes are not what Content-Type says.
    {
      bytes: shown,
      contentType: isEncoded ? null : (firstValue(headers, "content-type") ?? null),
      charset: charset ?? null,
    },
    { view, limits: limits.view },
  );
  return {
    rendered,
    bytes: shown,
    layers: decoded.kind === "plain" ? [] : decoded.layers,
    notDecoded: decoded.kind === "failed" ? decoded.reason : null,
  };
}

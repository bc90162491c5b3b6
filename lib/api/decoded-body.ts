import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { AppError } from "#lib/errors.ts";
import { allValues } from "#lib/http/pairs.ts";
import type { StoredCapture } from "#lib/store/captures.ts";
import { type BrotliDecoder, type DecodeLimits, decodeBody } from "#lib/views/decode-body.ts";

/** Time is for a busy machine: decoding runs in zlib's own threads and holds nobody up. */
const LIMITS: DecodeLimits = { maxLayers: 4, maxBytes: 10 * 1024 * 1024, maxMs: 3000 };

const decompress = promisify(brotliDecompress);

/**
 * A capture's body without its content encodings, for browsers that have no brotli (docs/decisions/0007-brotli.md). Throws `invalid_input`
 * with the reason when they cannot be taken off within bounds. Zstandard is left to the browser: its decoder would hold up the server.
 */
export async function decodedBody(capture: StoredCapture): Promise<Uint8Array<ArrayBuffer>> {
  const encoding = allValues(capture.headers, "content-encoding").join(",");
  if (/zstd/i.test(encoding)) throw refusal("Zstandard is decoded in the browser only");
  const outcome = await decodeBody(capture.body, encoding, LIMITS, brotli);
  if (outcome.kind === "failed") throw refusal(outcome.reason);
  if (outcome.kind === "decoded" && outcome.isCut) throw refusal("The encoded data ends early or is damaged");
  return outcome.kind === "plain" ? capture.body : new Uint8Array(outcome.bytes);
}

const brotli: BrotliDecoder = async (bytes, { maxBytes }) => {
  try {
    return { kind: "done", bytes: await decompress(bytes, { maxOutputLength: maxBytes }) };
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === "Z_BUF_ERROR") return { kind: "cut", bytes: new Uint8Array() };
    return { kind: code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "broken" };
  }
};

function refusal(reason: string): AppError {
  return new AppError("invalid_input", reason, { problems: [{ path: "decoded", message: reason }] });
}

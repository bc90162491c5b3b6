import { firstValue } from "#lib/http/pairs.ts";
import { decodeBody } from "#lib/views/decode-body.ts";
import type { WholeCapture } from "../session/whole-captures.ts";

/** The body without its content encodings; as it came when they cannot be undone. */
export async function readableBody({ capture, body }: WholeCapture): Promise<Uint8Array> {
  const decoded = await decodeBody(body, firstValue(capture.headers, "content-encoding") ?? null);
  return decoded.kind === "decoded" ? decoded.bytes : body;
}

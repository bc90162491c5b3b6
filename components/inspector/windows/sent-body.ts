import { firstValue } from "#lib/http/pairs.ts";
import type { SentBody } from "../body/views-job.ts";
import { decodedHref } from "../session/api.ts";
import type { WholeCapture } from "../session/whole-captures.ts";

/** The whole body of a capture, as the worker reads it. */
export function sentBody(bin: string, { capture, body }: WholeCapture): SentBody {
  return {
    source: { encoding: "bytes", data: body },
    contentEncoding: firstValue(capture.headers, "content-encoding") ?? null,
    decodedHref: decodedHref(bin, capture.seq),
  };
}

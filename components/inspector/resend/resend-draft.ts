import { HOP_BY_HOP } from "#lib/http/field.ts";
import type { Pairs } from "#lib/http/pairs.ts";
import type { EncodedBytes } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";
import type { Edits } from "#lib/model/delivery.ts";
import { filledPairs } from "../windows/filled-rows.ts";

/** A capture while it is edited before it is sent again. */
export type ResendDraft = { method: string; headers: Pairs; body: EncodedBytes };

/** What is regenerated on the way is not offered for editing. */
export function resendDraftOf({ method, headers, body }: Capture): ResendDraft {
  return {
    method,
    headers: headers.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && name.toLowerCase() !== "host"),
    body: { encoding: body.encoding, data: body.data },
  };
}

/** A body too large to be edited in the page is sent as it was captured. */
export function isBodyCut(capture: Capture): boolean {
  return capture.body.shown < capture.bodyBytes;
}

export function editsOf({ method, headers, body }: ResendDraft, isCut: boolean): Edits {
  return { method, headers: filledPairs(headers), ...(isCut ? {} : { body }) };
}

import { endToEndFields, hopsOf } from "#lib/egress/fields.ts";
import { AppError, type FieldProblem } from "#lib/errors.ts";
import type { Pairs, ReadonlyPairs } from "#lib/http/pairs.ts";
import { decodeBytes } from "#lib/model/bytes.ts";
import type { CaptureKind } from "#lib/model/capture.ts";
import type { Edits } from "#lib/model/delivery.ts";

/** What of a capture can be sent on. Header text is latin1 code units, as it was stored. */
export type Source = {
  seq: number;
  kind: CaptureKind;
  method: string;
  headers: ReadonlyPairs;
  body: Uint8Array;
};

/** A request without an address: end-to-end fields only, as they will stand on the wire. */
export type Outgoing = {
  method: string;
  headers: Pairs;
  body: Uint8Array<ArrayBuffer>;
  hops: number;
};

/**
 * The request that a capture and its edits make; what is not edited is as it was captured, byte for byte, delivery ids and signatures
 * included. Hop-by-hop fields, Host and framing are left to the sender. Throws invalid_input, by field, when a capture that was not
 * kept whole lacks what the edits do not give, or when the edited body is not base64.
 */
export function prepare(source: Source, edits: Edits): Outgoing {
  const problems = missingParts(source, edits);
  if (problems.length > 0) throw new AppError("invalid_input", "This capture was not kept whole", { problems });
  return {
    method: edits.method ?? source.method,
    headers: endToEndFields(edits.headers ?? source.headers),
    body: edits.body ? editedBody(edits.body) : new Uint8Array(source.body),
    // Taken from both: an edit that drops the hop header does not start the count anew.
    hops: Math.max(hopsOf(source.headers), hopsOf(edits.headers ?? [])),
  };
}

function missingParts({ kind }: Source, edits: Edits): FieldProblem[] {
  const needed = { message: [], rejected: ["body"], malformed: ["method", "headers", "body"] } as const;
  return needed[kind]
    .filter((part) => edits[part] === undefined)
    .map((part) => ({ path: part, message: `The capture has no ${part} to send; give one` }));
}

/** Throws invalid_input when it is not base64. */
export function editedBody(body: NonNullable<Edits["body"]>): Uint8Array<ArrayBuffer> {
  try {
    return decodeBytes(body);
  } catch (cause) {
    const problems = [{ path: "body.data", message: "This is not valid base64" }];
    throw new AppError("invalid_input", "The body cannot be read", { problems, cause });
  }
}

import type { TypeLanguage } from "#lib/export/types/languages.ts";
import type { GeneratedTypes } from "#lib/export/types/types-from.ts";
import { decodeBytes } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";
import type { Rendered } from "#lib/views/registry.ts";
import type { CoveredComparison } from "./compare-covered.ts";

/** What the page asks of the worker that reads bodies, and what it hears. */

export type Jobs = {
  view: { job: ViewJob; answer: ViewAnswer };
  /** What "copy body" gives of what the same job shows. */
  copy: { job: ViewJob; answer: string };
  compare: { job: CompareJob; answer: CoveredComparison };
  types: { job: TypesJob; answer: Record<TypeLanguage, GeneratedTypes> };
};

export type BodySource = { encoding: "utf8" | "base64"; data: string } | { encoding: "bytes"; data: Uint8Array };

/** A body as it was sent, and how its content encodings are taken off. */
export type SentBody = {
  source: BodySource;
  contentEncoding: string | null;
  /** Where the server decodes what this browser cannot; null when it cannot be asked. */
  decodedHref: string | null;
};

export type ViewJob = SentBody & {
  contentType: string | null;
  /** Take the content encoding off first. */
  decode: boolean;
  view: string | undefined;
  charset: string | null;
  /** The source is the first part of the body. */
  isCut: boolean;
};

export type ViewAnswer = {
  rendered: Rendered;
  /** The bytes that `rendered` shows: hex rows, pictures and downloads are made from them. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Content encodings taken off, in that order. */
  layers: string[];
  /** Why they could not be taken off, or null. */
  decodeProblem: string | null;
  /** They end before they should, and so do `bytes`. */
  isCut: boolean;
};

export type SentMessage = Pick<Capture, "kind" | "method" | "target" | "headers" | "contentType"> & { body: SentBody };
export type CompareJob = { before: SentMessage; after: SentMessage };
export type TypesJob = { bodies: readonly SentBody[] };

export type JobMessage = { [Kind in keyof Jobs]: { id: number; kind: Kind; job: Jobs[Kind]["job"] } }[keyof Jobs];
export type AnswerMessage = { id: number } & ({ answer: Jobs[keyof Jobs]["answer"] } | { problem: string });

export function bytesOf(source: BodySource): Uint8Array<ArrayBuffer> {
  return source.encoding === "bytes"
    ? new Uint8Array(source.data)
    : decodeBytes({ encoding: source.encoding, data: source.data });
}

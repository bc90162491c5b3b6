import type { Rendered } from "#lib/views/registry.ts";

/** What the page asks of the worker that renders bodies, and what it hears. */

export type BodySource = { encoding: "utf8" | "base64"; data: string } | { encoding: "bytes"; data: Uint8Array };

export type ViewJob = {
  source: BodySource;
  contentType: string | null;
  contentEncoding: string | null;
  /** Take the content encoding off first. */
  decode: boolean;
  /** Where the server decodes what this browser cannot; null when it cannot be asked. */
  decodedHref: string | null;
  view: string | undefined;
  charset: string | null;
};

export type ViewAnswer = {
  rendered: Rendered;
  /** The bytes that `rendered` shows: hex rows, pictures and downloads are made from them. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Content encodings taken off, in that order. */
  layers: string[];
  /** Why they could not be taken off, or null. */
  decodeProblem: string | null;
};

export type JobMessage = { id: number; job: ViewJob };
export type AnswerMessage = { id: number } & ({ answer: ViewAnswer } | { problem: string });

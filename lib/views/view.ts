import type { ReadonlyPairs } from "#lib/http/pairs.ts";
import type { Tree } from "./tree.ts";

/**
 * Bytes made readable. This room knows formats; it refuses to know React, the DOM and Node, so that every view runs in a worker, in
 * a test and on a server alike. A view never changes the bytes, never runs them and never asks the network for anything.
 */
export type ViewInput = {
  bytes: Uint8Array;
  /** The Content-Type value as it came, or null. */
  contentType: string | null;
  fileName?: string | null;
  /** A charset somebody chose by hand: stronger than what the message says. */
  charset?: string | null;
  /** The body goes on, and the rest is not here. */
  isCut?: boolean;
};

/** What bounds a hostile body. Counts of things shown, and bytes a formatter may look at. */
export type ViewLimits = {
  maxNodes: number;
  maxPairs: number;
  maxParts: number;
  maxRows: number;
  maxFormatBytes: number;
  /** How many views may stand inside one another: multipart in multipart, JSON in a form. */
  maxNesting: number;
};

export const DEFAULT_LIMITS: ViewLimits = {
  maxNodes: 2_000_000,
  maxPairs: 20_000,
  maxParts: 1_000,
  maxRows: 50_000,
  maxFormatBytes: 1024 * 1024,
  maxNesting: 3,
};

export type ViewContext = {
  limits: ViewLimits;
  /** The best view of something inside the body, or null when views stand too deep in one another. */
  nested(input: ViewInput): ViewResult | null;
};

/** One format. `render` may throw: the registry turns that into a sentence. */
export type View = {
  name: string;
  label: string;
  /** 0: cannot be this. Below 15, hex: by hand only. Up to 60: looks like it. Over 60: the message or its first bytes say so. Never throws. */
  priority(input: ViewInput): number;
  render(input: ViewInput, context: ViewContext): ViewResult;
};

/** Where the charset of a text came from. "assumed": nothing said, UTF-8 was taken. */
export type CharsetSource = "chosen" | "bom" | "declared" | "assumed";

export type FormField = { name: string; value: string; nested: ViewResult | null };

export type Part = {
  headers: ReadonlyPairs;
  name: string | null;
  /** As the sender wrote it. */
  fileName: string | null;
  /** What a download may be called (see safeFileName). */
  safeName: string;
  contentType: string | null;
  /** The part's body inside the bytes that were rendered. */
  start: number;
  end: number;
  nested: ViewResult | null;
};

/** What a component draws, by `kind`, without knowing the format. Plain data: it crosses from a worker as it is. */
export type ViewResult = { warnings: string[] } & (
  | { kind: "empty" }
  | { kind: "tree"; tree: Tree }
  | {
      kind: "text";
      text: string;
      /** The highlighter's name: "json", "xml", "html", "graphql", "javascript", "css" … or "plain". */
      language: string;
      charset: string;
      charsetFrom: CharsetSource;
      /** Characters a reader would not see or would be misled by; `revealInvisible` writes them out. */
      invisible: number;
    }
  | { kind: "pairs"; fields: FormField[] }
  | { kind: "parts"; parts: Part[] }
  | { kind: "sections"; sections: { title: string; view: ViewResult }[] }
  | { kind: "table"; rows: string[][] }
  /** Shown by the browser from the bytes, in an element that runs nothing; `pdf` is for download only. */
  | { kind: "media"; media: "image" | "audio" | "video" | "pdf"; mediaType: string; extension: string }
  /** Rows are made on demand with `hexRows`. */
  | { kind: "hex"; length: number }
);

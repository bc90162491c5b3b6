import { mediaType } from "#lib/http/media-type.ts";
import { decodeText, looksLikeText, textStart } from "./decode-text.ts";
import { JsonProblem, readValue, skipSpace } from "./parse-json.ts";
import { TreeBuilder } from "./tree-builder.ts";
import type { View } from "./view.ts";

const TYPES = /^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|json-?lines|json-seq|stream\+json|jsonlines)$/;
/** Lines that are not JSON are kept as text; past so many, the rest is no longer tried. */
const MAX_BAD_LINES = 1000;

/** One JSON value after another: lines (NDJSON, JSON Lines), records (RFC 7464) or simply joined. Shown as one list. */
export const ndjson: View = {
  name: "ndjson",
  label: "NDJSON",
  priority(input) {
    const type = mediaType(input.contentType);
    if (TYPES.test(type)) return 95;
    if (!looksLikeText(input.bytes)) return 0;
    const [first = "", second = ""] = textStart(input.bytes, 64 * 1024).split(/\r?\n/, 2);
    // No single JSON document has lines like these.
    const isLines = /^\{.*\}\s*$/.test(first) && /^\{/.test(second);
    if (isLines) return /json$|^text\/plain$|^$|octet-stream$/.test(type) ? 93 : 55;
    return 4;
  },
  render(input, { limits }) {
    const { text, warnings } = decodeText(input);
    const { builder, bad, good } = readLines(text, limits.maxNodes);
    if (good === 0) throw new Error("No line of this is JSON");
    if (bad > 0) warnings.push(`${bad.toLocaleString("en")} lines are not JSON and stand as text`);
    if (builder.isFull) warnings.push(`Only the first ${limits.maxNodes.toLocaleString("en")} values are in this tree`);
    return { kind: "tree", tree: builder.finish(text), warnings };
  },
};

function readLines(text: string, maxNodes: number) {
  const builder = new TreeBuilder(maxNodes);
  builder.open("array", -1, -1, 0);
  let good = 0;
  let bad = 0;
  // A line that only fails a megabyte later may not make the next line cost that megabyte again.
  let patience = text.length * 2;
  for (let at = skipGap(text, 0); at < text.length && !builder.isFull; at = skipGap(text, at)) {
    const before = builder.count;
    const end = bad < MAX_BAD_LINES && patience > 0 ? valueEnd(text, at, builder, before) : at;
    if (typeof end === "number" && end > at) {
      good += 1;
      at = end;
      continue;
    }
    if (end === -1) break;
    patience -= typeof end === "object" ? end.offset - at : 0;
    const lineEnd = endOfLine(text, at);
    builder.leaf("other", -1, -1, at, lineEnd);
    bad += 1;
    at = lineEnd;
  }
  return { builder, good, bad };
}

/** Where the value at `at` ends, -1 when the tree is full, or what is wrong; then the tree is as it was. */
function valueEnd(text: string, at: number, builder: TreeBuilder, count: number): number | JsonProblem {
  const { current } = builder;
  const children = builder.childCount();
  try {
    return readValue(text, at, builder);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    builder.rewind(count, current, children);
    return error;
  }
}

/** White space, a byte order mark, RFC 7464's record separators. */
function skipGap(text: string, from: number): number {
  let at = skipSpace(text, from);
  while (text[at] === "\x1e" || text[at] === "\ufeff") at = skipSpace(text, at + 1);
  return at;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

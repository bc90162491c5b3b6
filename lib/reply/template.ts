import { MAX_REPLY_BODY_BYTES } from "#lib/model/reply.ts";
import { compileFilterCall, type Filter, textOf } from "./template-filters.ts";
import { compileSource, needsSeq, type Scene, type Source, type Value } from "./template-sources.ts";
import { type Expression, parseTemplate } from "./template-syntax.ts";

/** What a filled-in template tells its owner: which expression, and what is wrong with it. Warnings never stop a reply. */
export type Warn = (expression: string, message: string) => void;

export type Template = {
  /** False for plain text, which `render` gives back as it is. */
  isDynamic: boolean;
  /** True when it asks for the capture's number, which is known only after the capture is stored. */
  usesSeq: boolean;
  /** At most `maxBytes` of UTF-8. Never throws; names without a value are empty. */
  render: (scene: Scene, warn?: Warn, maxBytes?: number) => string;
};

/** Compiles any text. What cannot be read is named to `warn` at once, and is left out (or, without its end, left as it is). */
export function compileTemplate(text: string, warn: Warn = () => undefined): Template {
  const { parts, problems } = parseTemplate(text);
  for (const { source, message } of problems) warn(source, message);
  const pieces = parts.map((part) => (part.kind === "text" ? part.text : compileExpression(part.expression, warn)));
  const expressions = parts.flatMap((part) => (part.kind === "expression" ? [part.expression] : []));
  return {
    isDynamic: pieces.some((piece) => typeof piece !== "string"),
    usesSeq: expressions.some(({ calls }) => needsSeq(calls[0] ?? [])),
    render: (scene, warn = () => undefined, maxBytes = MAX_REPLY_BODY_BYTES) => render(pieces, scene, warn, maxBytes),
  };
}

type Compiled = { expression: string; source: Source; filters: Filter[]; hasDefault: boolean };

function compileExpression({ source, calls }: Expression, warn: Warn): Compiled | string {
  try {
    const [first = [], ...rest] = calls;
    const hasDefault = rest.some(([name]) => name?.text === "default");
    return { expression: source, source: compileSource(first), filters: rest.map(compileFilterCall), hasDefault };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    warn(source, error.message);
    return "";
  }
}

function render(pieces: (string | Compiled)[], scene: Scene, warn: Warn, maxBytes: number): string {
  let output = "";
  let bytes = 0;
  for (const piece of pieces) {
    const text = typeof piece === "string" ? piece : evaluate(piece, scene, warn);
    bytes += Buffer.byteLength(text);
    if (bytes > maxBytes) {
      warn(typeof piece === "string" ? "" : piece.expression, `More than ${maxBytes} bytes; it ends before this`);
      return output;
    }
    output += text;
  }
  return output;
}

function evaluate({ expression, source, filters, hasDefault }: Compiled, scene: Scene, warn: Warn): string {
  const { work } = scene.facts;
  let value: Value = source(scene);
  const isMissing = value === null;
  for (const filter of filters) {
    if (value) work.left -= sizeOf(value) * filter.weight;
    if (work.left < 0) break;
    value = filter.change(value);
  }
  if (work.left < 0) {
    warn(expression, "This message asks for too much work; from here on values are left out");
    return "";
  }
  if (isMissing && !hasDefault) warn(expression, "This has no value here");
  if (value === null) return "";
  // A body that is larger than any reply is not even decoded.
  if (value.kind === "bytes" && value.bytes.length > MAX_REPLY_BODY_BYTES) {
    warn(expression, "This is larger than 1 MiB and is left out");
    return "";
  }
  work.left -= sizeOf(value);
  return textOf(value);
}

function sizeOf(value: Exclude<Value, null>): number {
  return value.kind === "bytes" ? value.bytes.length : Buffer.byteLength(value.text);
}

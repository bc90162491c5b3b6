import type { Tree } from "./tree.ts";
import { TreeBuilder } from "./tree-builder.ts";

/** Where and why a text stops being JSON. */
export class JsonProblem extends Error {
  readonly offset: number;
  /** Nothing is wrong before the end: more text could still make it JSON. */
  readonly isAtEnd: boolean;

  constructor(offset: number, what: string, isAtEnd = false) {
    super(what);
    this.isAtEnd = isAtEnd;
    this.name = "JsonProblem";
    this.offset = offset;
  }
}

/**
 * JSON (RFC 8259) as a flat tree in one pass without recursion: 200,000 levels and 10 MB are ordinary input. Values are checked and kept
 * as written, never converted. `isWhole` is false when `maxNodes` ended it early. Throws a JsonProblem.
 */
export function parseJson(text: string, maxNodes: number): { tree: Tree; isWhole: boolean } {
  const builder = new TreeBuilder(maxNodes);
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const end = withPosition(text, () => readValue(text, start, builder));
  if (end < 0) return { tree: builder.finish(text), isWhole: false };
  const rest = skipSpace(text, end);
  if (rest < text.length) {
    throw new JsonProblem(rest, `There is more text after the end of the JSON${position(text, rest)}`);
  }
  return { tree: builder.finish(text), isWhole: true };
}

/** Adds line and column, which cost a pass over the text, once. */
function withPosition<T>(text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    const { offset, message } = error;
    throw new JsonProblem(offset, message + position(text, offset), text.length - offset <= LONGEST_MARK);
  }
}

function position(text: string, offset: number): string {
  const before = text.slice(0, offset);
  return ` at line ${before.split("\n").length}, column ${offset - before.lastIndexOf("\n")}`;
}

/**
 * Reads one value from `from` into the builder and returns where it ends, or -1 when the builder is full. The builder's own chain of
 * parents is the stack.
 */
export function readValue(text: string, from: number, builder: TreeBuilder): number {
  const outer = builder.current;
  let at = skipSpace(text, from);
  let keyStart = -1;
  let keyEnd = -1;
  for (;;) {
    // A value stands at `at`.
    if (builder.isFull) return -1;
    const code = text.charCodeAt(at);
    let isOpen = false;
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      builder.open(code === OPEN_OBJECT ? "object" : "array", keyStart, keyEnd, at);
      at = skipSpace(text, at + 1);
      isOpen = text.charCodeAt(at) !== code + 2;
      if (!isOpen) builder.close(++at);
    } else {
      at = readScalar(text, at, code, builder, keyStart, keyEnd);
    }
    // After a value: close what ends here, step over one comma.
    while (!isOpen && builder.current !== outer) {
      at = skipSpace(text, at);
      const mark = text.charCodeAt(at);
      const close = builder.currentIsObject() ? CLOSE_OBJECT : CLOSE_ARRAY;
      if (mark === close) builder.close(++at);
      else if (mark === COMMA) {
        at = skipSpace(text, at + 1);
        isOpen = true;
      } else
        throw new JsonProblem(
          at,
          at >= text.length ? "The JSON ends too early" : `Expected "," or "${String.fromCharCode(close)}"`,
        );
    }
    if (!isOpen) return at;
    keyStart = -1;
    keyEnd = -1;
    if (builder.currentIsObject()) {
      if (text.charCodeAt(at) !== QUOTE) throw new JsonProblem(at, "Expected a key in double quotes");
      keyStart = at;
      keyEnd = endOfString(text, at);
      at = skipSpace(text, keyEnd);
      if (text.charCodeAt(at) !== COLON) throw new JsonProblem(at, 'Expected ":"');
      at = skipSpace(text, at + 1);
    }
  }
}

/** Of `false` and `\\uXXXX`: a cut may run through them. */
const LONGEST_MARK = 6;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const LITERALS = [
  ["true", "boolean"],
  ["false", "boolean"],
  ["null", "null"],
] as const;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const HEX = /[0-9a-fA-F]{4}/y;

function readScalar(
  text: string,
  at: number,
  code: number,
  builder: TreeBuilder,
  keyStart: number,
  keyEnd: number,
): number {
  if (code === QUOTE) {
    const end = endOfString(text, at);
    builder.leaf("string", keyStart, keyEnd, at, end);
    return end;
  }
  NUMBER.lastIndex = at;
  if (NUMBER.test(text)) {
    builder.leaf("number", keyStart, keyEnd, at, NUMBER.lastIndex);
    return NUMBER.lastIndex;
  }
  for (const [literal, kind] of LITERALS) {
    if (!text.startsWith(literal, at)) continue;
    builder.leaf(kind, keyStart, keyEnd, at, at + literal.length);
    return at + literal.length;
  }
  throw new JsonProblem(at, at >= text.length ? "The JSON ends too early" : "Expected a value");
}

function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i + 1;
    if (code < 0x20) throw new JsonProblem(i, "A control character stands in a string");
    if (code !== BACKSLASH) continue;
    i += 1;
    const mark = text[i] ?? "";
    if (mark === "u") {
      HEX.lastIndex = i + 1;
      if (!HEX.test(text)) throw new JsonProblem(i, "Expected four hex digits");
      i += 4;
    } else if (mark === "" || !'"\\/bfnrt'.includes(mark)) throw new JsonProblem(i, "Unknown escape in a string");
  }
  throw new JsonProblem(text.length, "A string does not end");
}

export function skipSpace(text: string, at: number): number {
  let i = at;
  for (;;) {
    const code = text.charCodeAt(i);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return i;
    i += 1;
  }
}

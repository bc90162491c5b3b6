import { RE2JS } from "re2js";

/** Patterns look at the start of a text only: 65,536 characters, fewer when the pattern is long. */
const MAX_CHARS = 65_536;
/** `x{100}` is a hundred steps of a pattern: its length as text says nothing of what it costs. */
const MAX_STEPS = 1000;
/** Every character may have to be compared with every step, some 20 ns each; so one text takes less than 0.2 s. */
const MAX_COMPARED = 4 * 1024 * 1024;
/** Comparing a character with a step takes about as long as looking at so many bytes. */
const WORK_OF_COMPARED = 4;

/** `\p{L}` is a table of 11 KB each time it is written. */
const MAX_TABLES = 20;

const TOO_LARGE = `This pattern is too large: at most ${MAX_STEPS} steps, where x{100} are a hundred`;
const TOO_MANY_TABLES = `This pattern is too large: at most ${MAX_TABLES} times \\p{ } or \\P{ }`;

/** A test of text, and what asking it costs in bytes looked at. */
export type TextTest = { test: (text: string) => boolean; work: (text: string) => number };

/**
 * An RE2 pattern, found anywhere in the start of a text. Throws a RangeError, whose message is for the owner. The engine that could
 * answer from tables of its own (`RE2JS.test`) is not asked: the tables of one pattern may take 8 MiB, and patterns exist that make it
 * fill them for each text.
 */
export function patternTest(pattern: string, ignoreCase: boolean): TextTest {
  // Told before it is read: reading 500 characters of repeats takes half a second.
  if (repeats(pattern) > MAX_STEPS) throw new RangeError(TOO_LARGE);
  if (tables(pattern) > MAX_TABLES) throw new RangeError(TOO_MANY_TABLES);
  const compiled = read(pattern, ignoreCase);
  const steps = compiled.programSize();
  if (steps > MAX_STEPS) throw new RangeError(TOO_LARGE);
  const maxChars = Math.min(MAX_CHARS, Math.floor(MAX_COMPARED / steps));
  return {
    test: (text) => compiled.matcher(text.slice(0, maxChars)).find(),
    work: (text) => Math.min(text.length, maxChars) * steps * WORK_OF_COMPARED,
  };
}

/**
 * For a pattern that begins with `^` and ends with `$` the engine makes a second program, with a table of its own for each step: `^\p{L}{900}$`
 * takes 50 to 120 ms to read and 15 MB to keep. It makes none for a pattern that begins with a group, as this empty one.
 */
const SPARING = "()";

function read(pattern: string, ignoreCase: boolean): RE2JS {
  // What repeats nothing has to stay so, to be refused.
  const asked = /^[*+?{]/.test(pattern) ? pattern : SPARING + pattern;
  try {
    return RE2JS.compile(asked, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (cause) {
    const said = (cause instanceof Error ? cause.message : String(cause)).replace(`: \`${SPARING}`, ": `");
    throw new RangeError(`This pattern cannot be read: ${said}`, { cause });
  }
}

/** About what a pattern keeps in memory, in bytes (lib/reply/weight.ts says how nearly). */
export function patternBytes(pattern: string): number {
  return 8000 + 120 * Math.min(MAX_STEPS, stepsOf(pattern)) + 11_000 * tables(pattern);
}

const TOKENS = /\\x\{[^}]*\}|\\[pP]\{[^}]*\}|\\.|\[(?:\\.|[^\]])*\]|\{(\d+)(?:,(\d*))?\}|./gs;

/** About how many steps a pattern has, repeats of repeats multiplied, without reading it. */
function stepsOf(pattern: string): number {
  const sums = [0];
  let last = 0;
  for (const [token, least, most] of pattern.matchAll(TOKENS)) {
    const times = Number(most || least || 1);
    let more = last * (times - 1);
    if (token === "(") sums.push(0);
    else if (token === ")") more = sums.pop() ?? 0;
    else if (least === undefined) more = 1;
    last = least === undefined ? more : last + more;
    sums.push((sums.pop() ?? 0) + (token === "(" ? 0 : more));
  }
  return sums.reduce((all, one) => all + one, 0);
}

function tables(pattern: string): number {
  return [...pattern.matchAll(/\\./gs)].filter(([two]) => two === "\\p" || two === "\\P").length;
}

/** The counts of all `{n}` and `{n,m}` together, escapes such as `\x{100}` left out. */
function repeats(pattern: string): number {
  let sum = 0;
  for (const [, least, most] of pattern.matchAll(/\\x\{[^}]*\}|\\.|\{(\d+)(?:,(\d*))?\}/gs)) {
    sum += Number(most || least || 0);
  }
  return sum;
}

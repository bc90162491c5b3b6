import { RE2JS } from "re2js";

/** Patterns look at the start of a text only: 65,536 characters, fewer when the pattern is long. */
const MAX_CHARS = 65_536;
/** `x{100}` is a hundred steps of a pattern: its length as text says nothing of what it costs. */
const MAX_STEPS = 1000;
/** Every character may have to be compared with every step, some 20 ns each; so one text takes less than 0.2 s. */
const MAX_COMPARED = 4 * 1024 * 1024;
/** Comparing a character with a step takes about as long as looking at so many bytes. */
const WORK_OF_COMPARED = 4;

const TOO_LARGE = `This pattern is too large: at most ${MAX_STEPS} steps, where x{100} are a hundred`;

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
  const compiled = read(pattern, ignoreCase);
  const steps = compiled.programSize();
  if (steps > MAX_STEPS) throw new RangeError(TOO_LARGE);
  const maxChars = Math.min(MAX_CHARS, Math.floor(MAX_COMPARED / steps));
  return {
    test: (text) => compiled.matcher(text.slice(0, maxChars)).find(),
    work: (text) => Math.min(text.length, maxChars) * steps * WORK_OF_COMPARED,
  };
}

function read(pattern: string, ignoreCase: boolean): RE2JS {
  try {
    return RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (cause) {
    throw new RangeError(`This pattern cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** The counts of all `{n}` and `{n,m}` together, escapes such as `\x{100}` left out. */
function repeats(pattern: string): number {
  let sum = 0;
  for (const [, least, most] of pattern.matchAll(/\\x\{[^}]*\}|\\.|\{(\d+)(?:,(\d*))?\}/gs)) {
    sum += Number(most || least || 0);
  }
  return sum;
}

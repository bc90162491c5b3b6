import { type Logger, pino } from "pino";
import { env } from "./env.ts";
import { singleton } from "./singleton.ts";

/** JSON lines on standard output; JSON escapes CR, LF and control characters, so captured text cannot forge a line. */
export function log(): Logger {
  return singleton("log", () =>
    pino({
      level: env().LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ["key", "token", "cookie", "authorization", "*.key", "*.token", "*.cookie", "*.authorization"],
    }),
  );
}

const SPARE_MS = 1000;

/**
 * For errors that come with every message while something is wrong, and would fill a disk that is full already: calls `write` at most once a
 * second, with how many were left out since the last time.
 */
export function sparingly(
  write: (error: unknown, others: number) => void,
  now = () => performance.now(),
): (error: unknown) => void {
  let last = Number.NEGATIVE_INFINITY;
  let others = 0;
  return (error) => {
    if (now() - last < SPARE_MS) {
      others += 1;
      return;
    }
    last = now();
    write(error, others);
    others = 0;
  };
}

import { type Logger, pino } from "pino";
import { env } from "./env.ts";
import { singleton } from "./singleton.ts";

/** JSON lines on standard output; JSON escapes CR, LF and control characters, so captured text cannot forge a line (H40). */
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

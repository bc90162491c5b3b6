/** Formats that TypeScript notes, Zod checks and JSON Schema names. */
export type StringFormat = "date-time" | "date" | "uuid" | "email" | "uri";

/** Stricter than any of the three that read it, so that what is inferred accepts what it was inferred from. */
const PATTERNS: [StringFormat, RegExp][] = [
  [
    "date-time",
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/,
  ],
  ["date", /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/],
  ["uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i],
  [
    "email",
    /^[a-z0-9](?:[a-z0-9_+-]|\.(?=[a-z0-9])){0,62}@(?:[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\.){1,5}[a-z]{2,20}$/i,
  ],
  [
    "uri",
    /^https?:\/\/[a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?(?::\d{1,4})?(?:[/?#][\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]*)?$/i,
  ],
];

const MAX_CHARS = 2000;

/** Null for a string that is just a string. */
export function stringFormat(value: string): StringFormat | null {
  if (value.length > MAX_CHARS) return null;
  return PATTERNS.find(([, pattern]) => pattern.test(value))?.[0] ?? null;
}

/** What types can be written in. */
export const TYPE_LANGUAGES = [
  { id: "typescript", label: "TypeScript" },
  { id: "zod", label: "Zod" },
  { id: "json-schema", label: "JSON Schema" },
] as const;
export type TypeLanguage = (typeof TYPE_LANGUAGES)[number]["id"];

/** More bodies than these are not looked at. */
export const MAX_SAMPLES = 50;

import { inferShape } from "./infer.ts";
import { toJsonSchema } from "./json-schema.ts";
import type { TypeLanguage } from "./languages.ts";
import { toTypescript } from "./typescript.ts";
import { toZod } from "./zod.ts";

/** `code` is "" when no sample is JSON; `notes` are sentences for the reader. */
export type GeneratedTypes = { code: string; notes: string[] };

/**
 * Types that every JSON body given fits, in one of three languages. Nothing that stands in a body can end a literal or a comment of the
 * code. Bounded; never throws. Meant to be loaded when first needed.
 */
export function typesFrom(bodies: readonly string[], language: TypeLanguage, name = "Payload"): GeneratedTypes {
  const { shape, samples, skipped, cut } = inferShape(bodies);
  const notes: string[] = [];
  if (skipped > 0) notes.push(`${skipped} of ${samples + skipped} bodies are not JSON and were left out`);
  if (cut) notes.push("Some of it was too deep or too much and is left open");
  if (samples === 0) return { code: "", notes };
  const write = { typescript: toTypescript, zod: toZod, "json-schema": toJsonSchema }[language];
  return { code: write(shape, name), notes };
}

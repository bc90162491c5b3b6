import { z } from "zod";

/** What a person puts on a capture: a pin, which keeps it whatever the bin's limits say, and a note. */

export const MAX_NOTE_CHARS = 2000;
/** Pins stand outside the ring, so they need a limit of their own. */
export const MAX_PINS = 100;

/** As `PATCH …/captures/{seq}` takes it: absent fields stay as they are, an empty note removes it. */
export const markChangesSchema = z.strictObject({
  pinned: z.boolean().optional(),
  note: z
    .string()
    .max(MAX_NOTE_CHARS, `A note has at most ${MAX_NOTE_CHARS} characters`)
    // PostgreSQL's text cannot hold it.
    .refine((note) => !note.includes("\0"), "A note holds no NUL character")
    .optional(),
});
export type MarkChanges = z.infer<typeof markChangesSchema>;

/** What the live event `mark` carries; no note is "". */
export type Mark = { seq: number; pinned: boolean; note: string };

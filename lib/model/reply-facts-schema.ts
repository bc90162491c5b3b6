import { z } from "zod";

/** What a capture keeps of its reply besides status and headers. How that is stored: reply-facts.ts. */
export const replyFactsSchema = z.object({
  /**
   * About how long it was from the first byte of the message to the reply, `delayMs` included. Written down in the commit that the reply waits
   * for: that commit counts as long as the one before it took. Nothing where it was not measured yet.
   */
  tookMs: z.int().optional(),
  /** How long the rule, the bin or a target that was asked made the sender wait, beyond the time it took to store the capture. */
  delayMs: z.int().optional(),
  /** The kind of fault, as in lib/model/fault.ts. */
  fault: z.string().optional(),
  /** "2/3": the second of three steps. */
  step: z.string().optional(),
  /** Nothing when it was empty. */
  body: z
    .object({
      encoding: z.enum(["utf8", "base64"]),
      /** At most the first MAX_KEPT_REPLY_BYTES of it (reply-body.ts). */
      data: z.string(),
      /** How long the whole body was. */
      bytes: z.int(),
    })
    .optional(),
});
export type ReplyFacts = z.infer<typeof replyFactsSchema>;

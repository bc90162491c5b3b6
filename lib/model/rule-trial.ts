import { z } from "zod";
import { encodedBytesSchema } from "./encoded-bytes.ts";
import { faultSchema } from "./fault.ts";

/** Answer of `POST …/rules/try`: what rules would do with a kept capture, and why. */

const pairsSchema = z.array(z.tuple([z.string(), z.string()]));

export const conditionTrialSchema = z.object({ holds: z.boolean(), why: z.string() });
export type ConditionTrial = z.infer<typeof conditionTrialSchema>;

export const ruleTrialOutcomeSchema = z.enum([
  /** It gives the reply. */
  "answers",
  /** A condition does not hold. */
  "no",
  "off",
  /** Its sequence is over and lets the rules below answer. */
  "passes",
  /** It would match, but a rule above it answers, or the message goes round in a circle. */
  "notReached",
]);

export const ruleTrialResultSchema = z.object({
  id: z.string(),
  name: z.string(),
  outcome: ruleTrialOutcomeSchema,
  conditions: z.array(conditionTrialSchema),
});
export type RuleTrial = z.infer<typeof ruleTrialResultSchema>;

export const trialSchema = z.object({
  /** Wirebin has sent this message on three times: no rule is asked, `reply` is the 508 that stops it. */
  looped: z.boolean(),
  /** Null when no rule answers: then the bin's own reply is given. */
  ruleId: z.string().nullable(),
  /** How many of such messages the rule answers, by chance. */
  percent: z.int().nullable(),
  fault: faultSchema.nullable(),
  /** As it would be sent. Status 0: nothing is sent at all. */
  reply: z
    .object({
      status: z.int(),
      headers: pairsSchema,
      body: encodedBytesSchema,
      delayMs: z.int(),
      /** Headers that were set and leave no server of ours. */
      stripped: z.array(z.string()),
    })
    .nullable(),
  warnings: z.array(z.object({ path: z.string(), expression: z.string(), message: z.string() })),
  rules: z.array(ruleTrialResultSchema),
});
export type Trial = z.infer<typeof trialSchema>;

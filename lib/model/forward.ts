import { z } from "zod";
import { conditionsSchema } from "./condition.ts";
import { retryScheduleSchema } from "./retry-schedule.ts";
import { addedHeaderSchema, headerNameSchema } from "./target.ts";

/** A standing order of a bin: send each new capture to one target. Several forwards make several targets. */

export const MAX_FORWARDS = 20;
/** How long a sender may be kept waiting for a target's answer. */
export const MAX_ANSWER_WAIT_MS = 25_000;

const fields = {
  target: z.uuid("Name one of the bin's targets by its id"),
  enabled: z.boolean(),
  /** Put the path behind the bin's address behind the target's. */
  appendPath: z.boolean(),
  appendQuery: z.boolean(),
  addHeaders: z.array(addedHeaderSchema).max(50, "At most 50 headers"),
  dropHeaders: z.array(headerNameSchema).max(50, "At most 50 headers"),
  /** Only captures that all of these hold for, as for rules. */
  conditions: conditionsSchema,
  retry: retryScheduleSchema,
  /** Give the target's answer to the sender, if it comes within this time; else the bin's own reply. Null: do not wait. */
  answerWithinMs: z.int().min(100).max(MAX_ANSWER_WAIT_MS, "A sender waits at most 25,000 ms").nullable(),
};

export const newForwardSchema = z.strictObject({
  target: fields.target,
  enabled: fields.enabled.default(true),
  appendPath: fields.appendPath.default(true),
  appendQuery: fields.appendQuery.default(true),
  addHeaders: fields.addHeaders.default([]),
  dropHeaders: fields.dropHeaders.default([]),
  conditions: fields.conditions.default([]),
  retry: fields.retry.default({ kind: "quick" }),
  answerWithinMs: fields.answerWithinMs.default(null),
});
export type NewForward = z.input<typeof newForwardSchema>;

export const forwardChangesSchema = z
  .strictObject(fields)
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, "Name at least one field to change");
export type ForwardChanges = z.input<typeof forwardChangesSchema>;

export const forwardSchema = z.object({
  id: z.string(),
  ...fields,
  target: z.string(),
  createdAt: z.iso.datetime(),
  /** Captures up to this number have been looked at. */
  cursor: z.int(),
  /** Captures that made room for newer ones before they could be looked at. */
  missed: z.int(),
});
export type Forward = z.infer<typeof forwardSchema>;

import { z } from "zod";
import { conditionsSchema } from "./condition.ts";
import { faultSchema } from "./fault.ts";
import { MAX_DELAY_MS, replySchema } from "./reply.ts";

/**
 * Rules choose what a bin answers: the first that is on and whose conditions all hold wins over the bin's own reply. Safe in a browser;
 * what needs a pattern engine is checked by lib/reply/check-rules.ts.
 */

export const MAX_RULES = 100;
export const MAX_STEPS = 50;
/** All rules of a bin together, as JSON. */
export const MAX_RULES_BYTES = 1024 * 1024;

const delay = z.int().min(0).max(MAX_DELAY_MS, "A reply waits at most 30,000 ms");
const statusSchema = replySchema.shape.status;

/** A fixed wait, or any between two. */
export const delaySchema = z.union([
  delay,
  z
    .strictObject({ fromMs: delay, toMs: delay })
    .refine(({ fromMs, toMs }) => fromMs <= toMs, { path: ["toMs"], message: "Not less than fromMs" }),
]);
export type Delay = z.infer<typeof delaySchema>;

/** A reply whose header values and text body may hold `{{ }}`, when `templates` is true. */
export const ruleReplySchema = replySchema
  .omit({ delayMs: true })
  .extend({ delayMs: delaySchema, templates: z.boolean() });
export type RuleReply = z.infer<typeof ruleReplySchema>;

const simpleActions = [
  z.strictObject({ kind: z.literal("reply"), reply: ruleReplySchema }),
  /** The body that came goes back, with its Content-Type and Content-Encoding. */
  z.strictObject({ kind: z.literal("echo"), status: statusSchema, delayMs: delaySchema }),
  /** 429 or 503, with Retry-After in seconds or as a date that many seconds ahead. */
  z.strictObject({
    kind: z.literal("busy"),
    status: z.union([z.literal(429), z.literal(503)], "Either 429 or 503"),
    retryAfterSeconds: z.int().min(0).max(86_400, "At most a day (86,400 seconds)"),
    asDate: z.boolean(),
  }),
  /** Redirects to the address that was asked for. */
  z.strictObject({
    kind: z.literal("redirectLoop"),
    status: z.union(
      [301, 302, 303, 307, 308].map((status) => z.literal(status)),
      "One of 301, 302, 303, 307, 308",
    ),
  }),
  /** Without a reply, what goes wrong goes wrong with a plain 200. */
  z.strictObject({ kind: z.literal("fault"), fault: faultSchema, reply: ruleReplySchema.optional() }),
] as const;

export const simpleActionSchema = z.discriminatedUnion("kind", simpleActions);
export type SimpleAction = z.infer<typeof simpleActionSchema>;

/** What counts as one run through a sequence: the whole bin, each path, or each value of a template (say, a delivery id). */
export const scopeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("bin") }),
  z.strictObject({ kind: z.literal("path") }),
  z.strictObject({ kind: z.literal("value"), template: z.string().min(1).max(500) }),
]);
export type Scope = z.infer<typeof scopeSchema>;

/** After the last step: stay on it, start again with the first, or let the rules below (and the bin's reply) answer. */
export const atEndSchema = z.enum(["stay", "again", "pass"]);

export const actionSchema = z.discriminatedUnion("kind", [
  ...simpleActions,
  z.strictObject({
    kind: z.literal("sequence"),
    steps: z
      .array(z.strictObject({ times: z.int().min(1).max(1000, "At most 1,000 times"), action: simpleActionSchema }))
      .min(1, "Give at least one step")
      .max(MAX_STEPS, "At most 50 steps"),
    atEnd: atEndSchema,
    scope: scopeSchema,
  }),
]);
export type Action = z.infer<typeof actionSchema>;
export type Sequence = Extract<Action, { kind: "sequence" }>;

const ruleIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "An id is 1 to 64 of A-Z a-z 0-9 _ -");

/** A rule as it is sent. An id that the bin knows keeps that rule's history; a rule without one is new. */
export const newRuleSchema = z.strictObject({
  id: ruleIdSchema.optional(),
  name: z.string().trim().max(120, "A name has at most 120 characters"),
  enabled: z.boolean(),
  /** The share of matching messages it answers, by chance; the others go on to the rules below. */
  percent: z.int().min(1).max(100, "A share is 1 to 100 percent").default(100),
  conditions: conditionsSchema,
  action: actionSchema,
});
export type NewRule = z.input<typeof newRuleSchema>;

export const ruleSchema = newRuleSchema.extend({ id: ruleIdSchema });
export type Rule = z.infer<typeof ruleSchema>;

const newRulesSchema = z
  .array(newRuleSchema)
  .max(MAX_RULES, "At most 100 rules")
  .superRefine((rules, context) => {
    const seen = new Set<string>();
    rules.forEach(({ id }, index) => {
      if (id === undefined) return;
      if (seen.has(id)) context.addIssue({ code: "custom", path: [index, "id"], message: "Two rules have this id" });
      seen.add(id);
    });
  });

/** `PUT …/rules`: the whole list, in order. With `version`, refused as `conflict` when somebody saved another list meanwhile. */
export const ruleChangesSchema = z.strictObject({ rules: newRulesSchema, version: z.int().min(0).optional() });

/** `POST …/rules/try`: these rules, or the saved ones, against a capture that is kept. */
export const ruleTrialSchema = z.strictObject({
  rules: newRulesSchema.optional(),
  seq: z.union([z.int().min(1), z.literal("latest")]),
});

/** `POST …/rules/{id}/reset`: one counter, or all of the rule's. */
export const counterResetSchema = z.strictObject({ scope: z.string().max(300).optional() });

/** Something a template says that no reply can use. */
export type TemplateWarning = {
  /** Where it stands: `body` or `headers.2`, below the action of rule `ruleId`. */
  path: string;
  expression: string;
  message: string;
};

/** A rule with what it did: `matched` counts the captures still kept that it answered. */
export type RuleWithHistory = Rule & { matched: number; lastSeq: number | null };
export type RuleWarning = TemplateWarning & { ruleId: string };
export type RuleList = { version: number; rules: RuleWithHistory[]; warnings: RuleWarning[] };

/** One run through a sequence: `count` messages were answered from it, the next gets step `next` (from 0; null: the rule passes). */
export type RuleCounter = { scope: string; count: number; next: number | null; usedAt: string };

import { z } from "zod";
import { replySchema } from "./reply.ts";

/** A bin: its address, what may be set on it, and what its owner sees of it. */

/** First path segments the app itself uses; no bin may take them. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  "_next",
  "about",
  "account",
  "admin",
  "api",
  "apple-touch-icon.png",
  "assets",
  "bins",
  "design",
  "docs",
  "favicon.ico",
  "health",
  "healthz",
  "help",
  "icon.svg",
  "icons",
  "login",
  "logout",
  "manifest.webmanifest",
  "metrics",
  "new",
  "public",
  "readyz",
  "robots.txt",
  "s",
  "security.txt",
  "settings",
  "shares",
  "sitemap.xml",
  "social.png",
  "socket.io",
  "static",
  "status",
  ".well-known",
]);

const NAME = /^[a-z0-9][a-z0-9-]{2,62}$/;

/** True for anything that can be a bin's address: a generated id, a chosen name, a UUID. */
export function isBinId(text: string): boolean {
  return NAME.test(text) && !RESERVED_NAMES.has(text);
}

export const binNameSchema = z
  .string()
  .regex(NAME, "Use 3 to 63 characters: a-z, 0-9 and -, starting with a letter or digit")
  .refine((name) => !RESERVED_NAMES.has(name), "This name is used by Wirebin itself");

/** How much a bin keeps; the oldest captures go first. 0 means no limit; the server's own limits still hold. */
export const keepSchema = z.strictObject({
  captures: z.int().min(0).max(10_000_000),
  days: z.number().min(0).max(3650),
  bytes: z.int().min(0).max(1_099_511_627_776),
});
export type Keep = z.infer<typeof keepSchema>;

export const titleSchema = z.string().trim().max(120, "A title has at most 120 characters");

export const newBinSchema = z.strictObject({
  name: binNameSchema.optional(),
  title: titleSchema.optional(),
  reply: replySchema.optional(),
  keep: keepSchema.partial().optional(),
});
export type NewBin = z.infer<typeof newBinSchema>;

export const binChangesSchema = z
  .strictObject({
    title: titleSchema.optional(),
    reply: replySchema.optional(),
    keep: keepSchema.partial().optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, "Name at least one field to change");
export type BinChanges = z.infer<typeof binChangesSchema>;

/** What the API and the live `bin` event say of a bin. */
export const binSchema = z.object({
  id: z.string(),
  url: z.string(),
  dashboardUrl: z.string(),
  title: z.string(),
  reply: replySchema,
  keep: keepSchema,
  createdAt: z.iso.datetime(),
  usedAt: z.iso.datetime(),
  lastSeq: z.int(),
  total: z.int(),
  /** Captures that made room for newer ones, and when the first of them went. */
  dropped: z.int(),
  droppedSince: z.iso.datetime().nullable(),
});
export type Bin = z.infer<typeof binSchema>;

/** A bin in the list of those a browser owns: of its reply, which may be large, the status alone. */
export type OwnedBin = Omit<Bin, "reply"> & { reply: Pick<Bin["reply"], "status"> };

/** Answer of `POST /api/bins`: the only place a key is shown. */
export type CreatedBin = Bin & { key: string };

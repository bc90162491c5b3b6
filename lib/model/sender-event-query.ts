import { z } from "zod";
import type { SenderEvent } from "./sender-event.ts";

/** The query of `GET …/events`: how many captures are looked at, below `before`. */
export const senderEventQuerySchema = z.strictObject({
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

export type SenderEventPage = { events: SenderEvent[]; next: string | null };

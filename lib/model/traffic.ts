import { z } from "zod";
import { type CaptureKind, captureFilterSchema, captureQuerySchema } from "./capture.ts";

/** Captures over time, in equal steps, for the strip above the list. */

export const MAX_BUCKETS = 120;

const { from: sender, ...filter } = captureFilterSchema.shape;
const { after, before, rule } = captureQuerySchema.shape;

export const trafficQuerySchema = z
  .strictObject({
    buckets: z.coerce.number().int().min(1).max(MAX_BUCKETS).default(60),
    /** Instants; `to` is exclusive. Absent: from the oldest capture looked at, and up to now. */
    from: z.iso.datetime().optional(),
    to: z.iso.datetime().optional(),
    /** Only captures that fit, as in the list; there the sender's address is `from`. */
    ...{ ...filter, sender, rule, after, before },
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ["from"],
    message: "It has to be before `to`",
  });
export type TrafficQuery = z.infer<typeof trafficQuerySchema>;

/** "0": a rule had no reply sent. */
export type StatusClass = "0" | "1xx" | "2xx" | "3xx" | "4xx" | "5xx";

export type TrafficBucket = {
  /** Its place, from 0; it begins at `from` + `index` × `bucketMs`. Empty buckets are left out. */
  index: number;
  total: number;
  firstSeq: number;
  lastSeq: number;
  statuses: Partial<Record<StatusClass, number>>;
  kinds: Partial<Record<CaptureKind, number>>;
};

export type Traffic = {
  from: string;
  to: string;
  bucketMs: number;
  /** False when older captures of this span were not looked at. */
  complete: boolean;
  /** The lowest number that was looked at: as `before` it counts those that were not. Null when nothing was. */
  lookedFrom: number | null;
  buckets: TrafficBucket[];
};

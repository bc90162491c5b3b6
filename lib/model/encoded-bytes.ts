import { z } from "zod";
import type { EncodedBytes } from "./bytes.ts";

/** Bytes inside JSON, at the door. That base64 is base64 is for the reader to check. */
export const encodedBytesSchema = z.strictObject({
  encoding: z.enum(["utf8", "base64"]),
  data: z.string(),
}) satisfies z.ZodType<EncodedBytes>;

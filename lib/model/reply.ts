import { z } from "zod";
import { isFieldValue, isToken } from "#lib/http/field.ts";
import { fromBase64 } from "./bytes.ts";
import { encodedBytesSchema } from "./encoded-bytes.ts";

/** What a bin answers. Limits keep a reply something Node can put on the wire. */

export const MAX_REPLY_BODY_BYTES = 1024 * 1024;
export const MAX_DELAY_MS = 30_000;
export const MAX_REPLY_HEADERS = 100;

/** Message framing belongs to the server: a wrong one would corrupt the connection for everybody behind it. */
const FRAMING: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "proxy-authenticate",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

export const headerPairSchema = z.tuple([
  z.string().max(256).refine(isToken, "A header name is letters, digits and !#$%&'*+.^_`|~- only"),
  z.string().max(16_384).refine(isFieldValue, "A header value is one line of latin1 text, without control characters"),
]);

const replyHeaderSchema = headerPairSchema.refine(
  ([name]) => !FRAMING.has(name.toLowerCase()),
  "Wirebin frames the message itself; leave this header out",
);

export const replyBodySchema = encodedBytesSchema
  .refine((body) => body.data.length <= MAX_REPLY_BODY_BYTES * 1.4, "A reply body has at most 1 MiB")
  .refine((body) => body.encoding === "utf8" || isBase64(body.data), {
    path: ["data"],
    message: "This is not valid base64",
  });

export const replySchema = z.strictObject({
  status: z.int().min(200, "A status is 200 to 599").max(599, "A status is 200 to 599"),
  headers: z.array(replyHeaderSchema).max(MAX_REPLY_HEADERS),
  body: replyBodySchema,
  delayMs: z.int().min(0).max(MAX_DELAY_MS, "A reply waits at most 30,000 ms"),
});
export type Reply = z.infer<typeof replySchema>;

export const DEFAULT_REPLY: Reply = {
  status: 200,
  headers: [["Content-Type", "text/plain; charset=utf-8"]],
  body: { encoding: "utf8", data: "" },
  delayMs: 0,
};

function isBase64(text: string): boolean {
  try {
    fromBase64(text);
    return true;
  } catch {
    return false;
  }
}

import { callerBin } from "#lib/api/caller.ts";
import { captureOf } from "#lib/api/captures.ts";
import { resend } from "#lib/api/deliveries.ts";
import { readJson } from "#lib/api/input.ts";
import { json, route } from "#lib/api/respond.ts";
import { env } from "#lib/env.ts";
import { newDeliverySchema } from "#lib/model/delivery.ts";

/** An edited body may be as large as a captured one, in base64 and with room for the other fields. */
const maxBytes = () => Math.ceil(env().MAX_BODY_BYTES * 1.4) + 1024 * 1024;

export const POST = route<{ bin: string; seq: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  const capture = await captureOf(bin, params.seq);
  const edits = await readJson(request, newDeliverySchema, { maxBytes: maxBytes() });
  return json(await resend(bin, capture, edits), 201);
});

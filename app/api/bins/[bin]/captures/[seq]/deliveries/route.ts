import { callerBin } from "#lib/api/caller.ts";
import { captureOf } from "#lib/api/captures.ts";
import { deliveryBytes, resend } from "#lib/api/deliveries.ts";
import { readJson } from "#lib/api/input.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { newDeliverySchema } from "#lib/model/delivery.ts";

export const POST = route<{ bin: string; seq: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  const capture = await captureOf(bin, params.seq);
  const wanted = await readJson(request, newDeliverySchema, { maxBytes: deliveryBytes() });
  return json(await resend(bin, capture, wanted), 201);
});

const others = only("POST");

export { others as DELETE, others as GET, others as HEAD, others as OPTIONS, others as PATCH, others as PUT };

import { callerBin } from "#lib/api/caller.ts";
import { resendDead } from "#lib/api/deliveries.ts";
import { readJson } from "#lib/api/input.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { resendDeadSchema } from "#lib/model/delivery.ts";

export const POST = route<{ bin: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  const which = await readJson(request, resendDeadSchema, { optional: true });
  return json({ resent: await resendDead(bin, which) }, 202);
});

const others = only("POST");

export { others as DELETE, others as GET, others as HEAD, others as OPTIONS, others as PATCH, others as PUT };

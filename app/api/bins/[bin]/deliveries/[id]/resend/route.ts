import { callerBin } from "#lib/api/caller.ts";
import { resendDelivery } from "#lib/api/deliveries.ts";
import { json, only, route } from "#lib/api/respond.ts";

export const POST = route<{ bin: string; id: string }>(async (request, { bin, id }) =>
  json(await resendDelivery(await callerBin(request, bin), id), 202),
);

const others = only("POST");

export { others as DELETE, others as GET, others as HEAD, others as OPTIONS, others as PATCH, others as PUT };

import { callerBin } from "#lib/api/caller.ts";
import { readQuery } from "#lib/api/input.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { deliveryQuerySchema } from "#lib/model/delivery.ts";
import { listDeliveries } from "#lib/store/deliveries.ts";

export const GET = route<{ bin: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await listDeliveries(bin.no, readQuery(request, deliveryQuerySchema)));
});

const others = only("GET");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST, others as PUT };

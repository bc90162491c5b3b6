import { callerBin } from "#lib/api/caller.ts";
import { deliveryOf, noDelivery } from "#lib/api/deliveries.ts";
import { json, noContent, only, route } from "#lib/api/respond.ts";
import { deleteDelivery } from "#lib/store/deliveries.ts";

type Params = { bin: string; id: string };

export const GET = route<Params>(async (request, { bin, id }) =>
  json(await deliveryOf(await callerBin(request, bin), id)),
);

export const DELETE = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  if (!(await deleteDelivery(bin.no, params.id))) throw noDelivery();
  return noContent();
});

const others = only("GET", "DELETE");

export { others as OPTIONS, others as PATCH, others as POST, others as PUT };

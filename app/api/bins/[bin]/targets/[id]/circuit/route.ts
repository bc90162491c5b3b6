import { callerBin } from "#lib/api/caller.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { resetCircuit } from "#lib/api/targets.ts";

export const DELETE = route<{ bin: string; id: string }>(async (request, { bin, id }) =>
  json(await resetCircuit(await callerBin(request, bin), id)),
);

const others = only("DELETE");

export { others as GET, others as HEAD, others as OPTIONS, others as PATCH, others as POST, others as PUT };

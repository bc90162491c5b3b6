import { callerBin } from "#lib/api/caller.ts";
import { attemptOf } from "#lib/api/deliveries.ts";
import { json, only, route } from "#lib/api/respond.ts";

export const GET = route<{ bin: string; id: string; number: string }>(async (request, { bin, id, number }) =>
  json(await attemptOf(await callerBin(request, bin), id, number)),
);

const others = only("GET");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST, others as PUT };

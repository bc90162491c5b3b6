import { callerBin } from "#lib/api/caller.ts";
import { readQuery } from "#lib/api/input.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { trafficQuerySchema } from "#lib/model/traffic.ts";
import { traffic } from "#lib/store/traffic.ts";

/** Captures over time: all, or those that fit a filter. */
export const GET = route<{ bin: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await traffic(bin, readQuery(request, trafficQuerySchema, ["header"])));
});

const others = only("GET");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST, others as PUT };

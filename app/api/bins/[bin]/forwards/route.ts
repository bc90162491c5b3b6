import { callerBin } from "#lib/api/caller.ts";
import { addForward, presentForward } from "#lib/api/forwards.ts";
import { readJson } from "#lib/api/input.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { newForwardSchema } from "#lib/model/forward.ts";
import { listForwards } from "#lib/store/forwards.ts";

export const GET = route<{ bin: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json({ forwards: (await listForwards(bin.no)).map(presentForward) });
});

export const POST = route<{ bin: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await addForward(bin, await readJson(request, newForwardSchema)), 201);
});

const others = only("GET", "POST");

export { others as DELETE, others as OPTIONS, others as PATCH, others as PUT };

import { alterBin, removeBin } from "#lib/api/bins.ts";
import { callerBin } from "#lib/api/caller.ts";
import { readJson } from "#lib/api/input.ts";
import { presentBin } from "#lib/api/present.ts";
import { json, noContent, only, route } from "#lib/api/respond.ts";
import { binChangesSchema } from "#lib/model/bin.ts";

type Params = { bin: string };

export const GET = route<Params>(async (request, { bin }) => json(presentBin(await callerBin(request, bin))));

export const PATCH = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(presentBin(await alterBin(bin, await readJson(request, binChangesSchema))));
});

export const DELETE = route<Params>(async (request, params) => {
  await removeBin(await callerBin(request, params.bin));
  return noContent();
});

const others = only("GET", "PATCH", "DELETE");

export { others as OPTIONS, others as POST, others as PUT };

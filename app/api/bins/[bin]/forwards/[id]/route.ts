import { callerBin } from "#lib/api/caller.ts";
import { alterForward, forwardOf, presentForward, removeForward } from "#lib/api/forwards.ts";
import { readJson } from "#lib/api/input.ts";
import { json, noContent, only, route } from "#lib/api/respond.ts";
import { forwardChangesSchema } from "#lib/model/forward.ts";

type Params = { bin: string; id: string };

export const GET = route<Params>(async (request, { bin, id }) =>
  json(presentForward(await forwardOf(await callerBin(request, bin), id))),
);

export const PATCH = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await alterForward(bin, params.id, await readJson(request, forwardChangesSchema)));
});

export const DELETE = route<Params>(async (request, { bin, id }) => {
  await removeForward(await callerBin(request, bin), id);
  return noContent();
});

const others = only("GET", "PATCH", "DELETE");

export { others as OPTIONS, others as POST, others as PUT };

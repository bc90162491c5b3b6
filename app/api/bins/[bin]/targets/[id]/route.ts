import { callerBin } from "#lib/api/caller.ts";
import { readJson } from "#lib/api/input.ts";
import { json, noContent, only, route } from "#lib/api/respond.ts";
import { alterTarget, presentTarget, removeTarget, targetOf } from "#lib/api/targets.ts";
import { targetChangesSchema } from "#lib/model/target.ts";

type Params = { bin: string; id: string };

export const GET = route<Params>(async (request, { bin, id }) =>
  json(presentTarget(await targetOf(await callerBin(request, bin), id))),
);

export const PATCH = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await alterTarget(bin, params.id, await readJson(request, targetChangesSchema)));
});

export const DELETE = route<Params>(async (request, { bin, id }) => {
  await removeTarget(await callerBin(request, bin), id);
  return noContent();
});

const others = only("GET", "PATCH", "DELETE");

export { others as OPTIONS, others as POST, others as PUT };

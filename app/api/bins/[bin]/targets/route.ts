import { callerBin } from "#lib/api/caller.ts";
import { readJson } from "#lib/api/input.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { addTarget, presentTarget } from "#lib/api/targets.ts";
import { newTargetSchema } from "#lib/model/target.ts";
import { listTargets } from "#lib/store/targets.ts";

export const GET = route<{ bin: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json({ targets: (await listTargets(bin.no)).map(presentTarget) });
});

export const POST = route<{ bin: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await addTarget(bin, await readJson(request, newTargetSchema)), 201);
});

const others = only("GET", "POST");

export { others as DELETE, others as OPTIONS, others as PATCH, others as PUT };

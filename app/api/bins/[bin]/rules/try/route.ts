import { callerBin } from "#lib/api/caller.ts";
import { readJson } from "#lib/api/input.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { tryAgainst } from "#lib/api/rules.ts";
import { ruleTrialSchema } from "#lib/model/rule.ts";

export const POST = route<{ bin: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await tryAgainst(bin, await readJson(request, ruleTrialSchema)));
});

const others = only("POST");

export { others as DELETE, others as GET, others as HEAD, others as OPTIONS, others as PATCH, others as PUT };

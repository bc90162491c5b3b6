import { callerBin } from "#lib/api/caller.ts";
import { readJson } from "#lib/api/input.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { replaceRules, rulesOf } from "#lib/api/rules.ts";
import { ruleChangesSchema } from "#lib/model/rule.ts";

type Params = { bin: string };

export const GET = route<Params>(async (request, { bin }) => json(await rulesOf(await callerBin(request, bin))));

/** The whole ordered list. */
export const PUT = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await replaceRules(bin, await readJson(request, ruleChangesSchema)));
});

const others = only("GET", "PUT");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST };

import { callerBin } from "#lib/api/caller.ts";
import { readJson } from "#lib/api/input.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { resetRule } from "#lib/api/rules.ts";
import { counterResetSchema } from "#lib/model/rule.ts";

/** Starts the rule's sequence again: for one scope, or for all. */
export const POST = route<{ bin: string; rule: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  const { scope } = await readJson(request, counterResetSchema, { optional: true });
  return json({ reset: await resetRule(bin, params.rule, scope) });
});

const others = only("POST");

export { others as DELETE, others as GET, others as HEAD, others as OPTIONS, others as PATCH, others as PUT };

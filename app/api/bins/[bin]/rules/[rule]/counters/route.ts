import { callerBin } from "#lib/api/caller.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { countersOf } from "#lib/api/rules.ts";

export const GET = route<{ bin: string; rule: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json({ counters: await countersOf(bin, params.rule) });
});

const others = only("GET");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST, others as PUT };

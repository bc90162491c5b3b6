import { callerBin } from "#lib/api/caller.ts";
import { json, route } from "#lib/api/respond.ts";
import { countersOf } from "#lib/api/rules.ts";

export const GET = route<{ bin: string; rule: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json({ counters: await countersOf(bin, params.rule) });
});

import { callerBin } from "#lib/api/caller.ts";
import { captureOf } from "#lib/api/captures.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { sameEvent } from "#lib/api/sender-events.ts";

/** The event that a capture carries, with every other capture of it. */
export const GET = route<{ bin: string; seq: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await sameEvent(bin, await captureOf(bin, params.seq)));
});

const others = only("GET");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST, others as PUT };

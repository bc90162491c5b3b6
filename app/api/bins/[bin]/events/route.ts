import { callerBin } from "#lib/api/caller.ts";
import { readQuery } from "#lib/api/input.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { senderEventPage } from "#lib/api/sender-events.ts";
import { senderEventQuerySchema } from "#lib/model/sender-event-query.ts";

/** Captures grouped by the event they carry. */
export const GET = route<{ bin: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await senderEventPage(bin, readQuery(request, senderEventQuerySchema)));
});

const others = only("GET");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST, others as PUT };

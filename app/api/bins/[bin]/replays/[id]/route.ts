import { callerBin } from "#lib/api/caller.ts";
import { endReplay, replayOf } from "#lib/api/replays.ts";
import { json, noContent, only, route } from "#lib/api/respond.ts";

type Params = { bin: string; id: string };

export const GET = route<Params>(async (request, { bin, id }) =>
  json(await replayOf(await callerBin(request, bin), id)),
);

export const DELETE = route<Params>(async (request, { bin, id }) => {
  const ended = await endReplay(await callerBin(request, bin), id);
  return ended ? json(ended) : noContent();
});

const others = only("GET", "DELETE");

export { others as OPTIONS, others as PATCH, others as POST, others as PUT };

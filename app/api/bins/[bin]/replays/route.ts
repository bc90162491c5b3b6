import { callerBin } from "#lib/api/caller.ts";
import { deliveryBytes } from "#lib/api/deliveries.ts";
import { readJson } from "#lib/api/input.ts";
import { startReplay } from "#lib/api/replays.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { newReplaySchema } from "#lib/model/replay.ts";
import { listReplays } from "#lib/store/replays.ts";

export const GET = route<{ bin: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json({ replays: await listReplays(bin.no) });
});

export const POST = route<{ bin: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await startReplay(bin, await readJson(request, newReplaySchema, { maxBytes: deliveryBytes() })), 201);
});

const others = only("GET", "POST");

export { others as DELETE, others as OPTIONS, others as PATCH, others as PUT };

import { callerBin } from "#lib/api/caller.ts";
import { captureOf } from "#lib/api/captures.ts";
import { presentCapture } from "#lib/api/present.ts";
import { json, noContent, route } from "#lib/api/respond.ts";
import { bus } from "#lib/live/bus.ts";
import { deleteCapture } from "#lib/store/captures.ts";

type Params = { bin: string; seq: string };

export const GET = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(presentCapture(await captureOf(bin, params.seq)));
});

export const DELETE = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  const { seq } = await captureOf(bin, params.seq);
  if (await deleteCapture(bin.no, seq)) bus().publish({ kind: "removed", bin: bin.id, seqs: [seq] });
  return noContent();
});

import { callerBin } from "#lib/api/caller.ts";
import { captureOf, changeMark } from "#lib/api/captures.ts";
import { readJson } from "#lib/api/input.ts";
import { presentCapture } from "#lib/api/present.ts";
import { json, noContent, only, route } from "#lib/api/respond.ts";
import { bus } from "#lib/live/bus.ts";
import { markChangesSchema } from "#lib/model/mark.ts";
import { deleteCapture } from "#lib/store/captures.ts";

type Params = { bin: string; seq: string };

export const GET = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(presentCapture(await captureOf(bin, params.seq)));
});

/** Pins, unpins or annotates. */
export const PATCH = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  const changes = await readJson(request, markChangesSchema, { maxBytes: 16_384 });
  return json(await changeMark(bin, params.seq, changes));
});

export const DELETE = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  const { seq } = await captureOf(bin, params.seq);
  if (await deleteCapture(bin.no, seq)) bus().publish({ kind: "removed", bin: bin.id, seqs: [seq] });
  return noContent();
});

const others = only("GET", "PATCH", "DELETE");

export { others as OPTIONS, others as POST, others as PUT };

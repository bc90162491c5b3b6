import { callerBin } from "#lib/api/caller.ts";
import { capturePage } from "#lib/api/captures.ts";
import { readQuery } from "#lib/api/input.ts";
import { json, noContent, only, route } from "#lib/api/respond.ts";
import { bus } from "#lib/live/bus.ts";
import { captureQuerySchema } from "#lib/model/capture.ts";
import { deleteAllCaptures } from "#lib/store/captures.ts";

type Params = { bin: string };

export const GET = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  return json(await capturePage(bin, readQuery(request, captureQuerySchema, ["header"])));
});

export const DELETE = route<Params>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  await deleteAllCaptures(bin.no);
  bus().publish({ kind: "removed", bin: bin.id, seqs: "all" });
  return noContent();
});

const others = only("GET", "DELETE");

export { others as OPTIONS, others as PATCH, others as POST, others as PUT };

import { callerBin } from "#lib/api/caller.ts";
import { captureOf, wholeMessage } from "#lib/api/captures.ts";
import { download } from "#lib/api/download.ts";
import { only, route } from "#lib/api/respond.ts";

export const GET = route<{ bin: string; seq: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  const capture = await captureOf(bin, params.seq);
  return download(request, wholeMessage(capture), `${bin.id}-${capture.seq}.http`);
});

const others = only("GET");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST, others as PUT };

import { callerBin } from "#lib/api/caller.ts";
import { captureOf, wholeMessage } from "#lib/api/captures.ts";
import { download } from "#lib/api/download.ts";
import { route } from "#lib/api/respond.ts";

export const GET = route<{ bin: string; seq: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  const capture = await captureOf(bin, params.seq);
  return download(request, wholeMessage(capture), `${bin.id}-${capture.seq}.http`);
});

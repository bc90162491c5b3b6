import { callerBin } from "#lib/api/caller.ts";
import { noDelivery } from "#lib/api/deliveries.ts";
import { download } from "#lib/api/download.ts";
import { only, route } from "#lib/api/respond.ts";
import { bodyOfDelivery } from "#lib/store/deliveries.ts";
import { extensionOf } from "#lib/views/media-signatures.ts";

export const GET = route<{ bin: string; id: string }>(async (request, params) => {
  const bin = await callerBin(request, params.bin);
  const body = await bodyOfDelivery(bin.no, params.id);
  if (!body) throw noDelivery();
  return download(request, body, `${bin.id}-delivery.${extensionOf(body)}`);
});

const others = only("GET");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST, others as PUT };

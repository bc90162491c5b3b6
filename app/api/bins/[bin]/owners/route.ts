import { own } from "#lib/api/bins.ts";
import { callerBin, requireOwnPage } from "#lib/api/caller.ts";
import { noContent, only, route } from "#lib/api/respond.ts";

/** Makes the calling browser an owner, when it shows the bin's key. */
export const POST = route<{ bin: string }>(async (request, params) => {
  requireOwnPage(request);
  const setCookie = await own(request, await callerBin(request, params.bin));
  return noContent(setCookie === null ? {} : { "Set-Cookie": setCookie });
});

const others = only("POST");

export { others as DELETE, others as GET, others as HEAD, others as OPTIONS, others as PATCH, others as PUT };

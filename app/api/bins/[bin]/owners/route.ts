import { own } from "#lib/api/bins.ts";
import { callerBin, requireOwnPage } from "#lib/api/caller.ts";
import { noContent, route } from "#lib/api/respond.ts";

/** Makes the calling browser an owner, when it shows the bin's key. */
export const POST = route<{ bin: string }>(async (request, params) => {
  requireOwnPage(request);
  const setCookie = await own(request, await callerBin(request, params.bin));
  return noContent(setCookie === null ? {} : { "Set-Cookie": setCookie });
});

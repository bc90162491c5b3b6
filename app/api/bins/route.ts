import { readSession } from "#lib/access/session.ts";
import { openBin } from "#lib/api/bins.ts";
import { readJson } from "#lib/api/input.ts";
import { admitNewBin } from "#lib/api/new-bin-limit.ts";
import { presentBin } from "#lib/api/present.ts";
import { json, only, route } from "#lib/api/respond.ts";
import { newBinSchema } from "#lib/model/bin.ts";
import { listOwnedBins } from "#lib/store/bins.ts";

/** The bins this browser owns, newest activity first. */
export const GET = route(async (request) => {
  const session = await readSession(request.headers.get("cookie"));
  const bins = session ? await listOwnedBins(session.hash) : [];
  return json({ bins: bins.map(presentBin) });
});

export const POST = route(async (request) => {
  await admitNewBin(request);
  const { bin, setCookie } = await openBin(request, await readJson(request, newBinSchema, { optional: true }));
  return json(bin, 201, { Location: `/api/bins/${bin.id}`, ...(setCookie !== null && { "Set-Cookie": setCookie }) });
});

const others = only("GET", "POST");

export { others as DELETE, others as OPTIONS, others as PATCH, others as PUT };

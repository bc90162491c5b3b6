import { json, only, route } from "#lib/api/respond.ts";
import { withStore } from "#lib/store/busy.ts";
import { database } from "#lib/store/database.ts";

/** Ready for traffic: the database answers. Otherwise 503. */
export const GET = route(async () => {
  await withStore(async () => (await database()).prisma.$queryRawUnsafe("SELECT 1"));
  return json({ ok: true });
});

export const dynamic = "force-dynamic";

const others = only("GET");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST, others as PUT };

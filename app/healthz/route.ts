import { json, only, route } from "#lib/api/respond.ts";

/** The process is alive. */
export const GET = route(() => json({ ok: true }));

export const dynamic = "force-dynamic";

const others = only("GET");

export { others as DELETE, others as OPTIONS, others as PATCH, others as POST, others as PUT };

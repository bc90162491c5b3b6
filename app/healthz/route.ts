import { json, route } from "#lib/api/respond.ts";

/** The process is alive. */
export const GET = route(() => json({ ok: true }));

export const dynamic = "force-dynamic";

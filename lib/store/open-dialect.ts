import type { Dialect } from "./dialect.ts";

/** The dialect that a DATABASE_URL names. The other one's driver is not loaded. */
export async function dialectFor(url: string): Promise<Dialect> {
  if (url.startsWith("file:")) return (await import("./sqlite.ts")).sqlite(url);
  return (await import("./postgresql.ts")).postgresql(url);
}

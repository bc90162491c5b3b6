import type { Dialect } from "./dialect.ts";
import { postgresql } from "./postgresql.ts";
import { sqlite } from "./sqlite.ts";

/** The dialect that a DATABASE_URL names. */
export function dialectFor(url: string): Dialect {
  return url.startsWith("file:") ? sqlite(url) : postgresql(url);
}

import type { Dialect } from "./dialect.ts";
import * as Prisma from "./sql.ts";

/** LIKE of SQLite and PostgreSQL agree once both sides are folded the same way and "%" and "_" stand for themselves. */

/** Whether the text of `expression`, trusted SQL, holds `text` somewhere, without regard to the case of A to Z. */
export function holds(dialect: Dialect, expression: string, text: string): Prisma.Sql {
  const pattern = `%${folded(text).replace(/[!%_]/g, "!$&")}%`;
  return Prisma.sql`${Prisma.raw(dialect.folded(expression))} LIKE ${pattern} ESCAPE '!'`;
}

export function folded(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

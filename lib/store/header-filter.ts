import { latin1Text } from "#lib/http/target.ts";
import { type HeaderTerm, parseHeaderTerm } from "#lib/model/header-term.ts";
import type { Dialect } from "./dialect.ts";
import { folded, holds } from "./like.ts";
import * as Prisma from "./sql.ts";

/**
 * Headers are kept as the JSON text of their pairs, written without spaces. Inside a string each quote has a backslash before it, so
 * `["name","value"]` as text stands only where such a pair stands: a name, and a whole value, are found without taking the JSON apart.
 */

/** True when a look takes the JSON apart, which costs about twice that of the other terms. */
export function isDear(term: string): boolean {
  return parseHeaderTerm(term)?.look === "part";
}

/** `term` as the model's schema let it in. */
export function headerCondition(dialect: Dialect, term: string): Prisma.Sql {
  const wanted = parseHeaderTerm(term);
  if (!wanted) return Prisma.sql`1 = 0`;
  const ways = spellings(wanted.value).map((value) => oneSpelling(dialect, { ...wanted, value }));
  return Prisma.sql`(${Prisma.join(ways, " OR ")})`;
}

/** A reader types what the page shows, one character a byte, or the text that the sender meant. */
function spellings(value: string): string[] {
  return [...new Set([value, latin1Text(value)])];
}

function oneSpelling(dialect: Dialect, { name, look, value }: HeaderTerm): Prisma.Sql {
  const named = `[${JSON.stringify(name)},`;
  switch (look) {
    case "any":
      return holds(dialect, `"headers"`, named);
    case "whole":
      return holds(dialect, `"headers"`, `${named}${JSON.stringify(value)}]`);
    case "part": {
      const { from, name: itsName, value: itsValue } = dialect.pairs(`"headers"`);
      return Prisma.sql`(${holds(dialect, `"headers"`, named)} AND EXISTS (SELECT 1 FROM ${Prisma.raw(from)}
        WHERE ${Prisma.raw(dialect.folded(itsName))} = ${folded(name)} AND ${holds(dialect, itsValue, value)}))`;
    }
  }
}

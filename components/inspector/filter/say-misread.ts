import { MAX_HEADER_TERMS, parseHeaderTerm } from "#lib/model/header-term.ts";
import type { Misread } from "./filter-text.ts";
import type { Term } from "./terms.ts";

/** Nobody should take "nothing fits" for "it never came" where it was not looked for. */
export const WHERE_WORDS =
  "Words are looked for in the path, the query and the first 200 characters of a text body, not inside compressed ones.";

const TAKES: Record<Term, string> = {
  method: "one method, such as POST",
  status: "404, a class such as 4xx, or 0 for no reply",
  kind: "message, rejected or malformed",
  is: "pinned",
  from: "a sender's address, such as 192.0.2.7",
  path: "a part of the path or the query, such as /orders",
  seq: "a capture's number, or a range such as 10-20",
  header: "a header's name, name=value or name~part",
  rule: "a rule's id",
};

/** What became of something in the filter, said behind what was written, and what would be understood. */
export function sayMisread(misread: Misread): string {
  switch (misread.kind) {
    case "no sense":
      return `is left out. ${misread.term}: takes ${TAKES[misread.term]}.`;
    case "too many":
      return `is left out. At most ${MAX_HEADER_TERMS} headers are looked for.`;
    case "twice":
      return "counts once: the last one.";
    case "no term":
      return `is looked for as words, as there is no term “${misread.name}”. ${sayInstead(misread.name, misread.value)}`;
  }
}

/** Words with hyphens in front of a colon are mostly headers. */
function sayInstead(name: string, value: string): string {
  const isHeader = name.includes("-") && parseHeaderTerm(`${name}~${value}`) !== null;
  return isHeader ? `For a header write header:${name}~…` : "In quotes, it is always words.";
}

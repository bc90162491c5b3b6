import type { Traffic } from "#lib/model/traffic.ts";
import { filterQuery } from "../filter/filter-text.ts";
import type { ListFilter } from "../filter/terms.ts";
import { movedTo, placeOf, type Strip, slotsOf } from "./strip.ts";

/** The numbers, both ends excluded, of which the server is asked how many fit. It may look at the newest of them only. */
export type Part = { after: number; before: number };

/** The part of the strip of which it is not known yet how many fit; null when all is known. */
export function partToAsk({ slots, newest, found }: Strip): Part | null {
  if (slots.size === 0 || newest === null) return null;
  const after = Math.min(...[...slots.values()].map(({ firstSeq }) => firstSeq)) - 1;
  if (!found) return { after, before: newest + 1 };
  if (found.upTo < newest) return { after: found.upTo, before: newest + 1 };
  return found.downTo > after + 1 ? { after, before: found.downTo } : null;
}

/** The query with which it is asked, in the strip's own slots. */
export function partQuery({ slots, from, stepMs }: Strip, { after, before }: Part, filter: ListFilter): string {
  const places = [...slots.keys()];
  const [first, end] = [Math.min(...places), Math.max(...places) + 1];
  const iso = (place: number) => new Date(from + place * stepMs).toISOString();
  const query = new URLSearchParams(filterQuery(filter));
  query.delete("limit");
  // There, `from` is a time.
  const sender = query.get("from");
  if (sender !== null) query.set("sender", sender);
  const asked = { buckets: end - first, from: iso(first), to: iso(end), after, before };
  for (const [name, value] of Object.entries(asked)) query.set(name, String(value));
  return query.toString();
}

/** The strip with what the server found in a part of it. */
export function withPart(strip: Strip, part: Part, { from, bucketMs, lookedFrom, complete, buckets }: Traffic): Strip {
  const { found } = strip;
  const isNewer = found !== null && part.after === found.upTo;
  // More came than one look reaches: it is counted from the top.
  if (isNewer && !complete) return { ...strip, found: null };
  const start = Date.parse(from);
  const placed = movedTo(slotsOf(buckets), (index) => placeOf(strip, start + index * bucketMs));
  const slots = movedTo([...(found?.slots ?? []), ...placed], (place) => place);
  const reached = complete ? part.after + 1 : (lookedFrom ?? part.after + 1);
  const [downTo, upTo] = found
    ? isNewer
      ? [found.downTo, part.before - 1]
      : [reached, found.upTo]
    : [reached, part.before - 1];
  return { ...strip, found: { slots, downTo, upTo } };
}

import type { Summary } from "#lib/model/capture.ts";
import type { Traffic } from "#lib/model/traffic.ts";
import { needsServer } from "../filter/filter-text.ts";
import type { ListFilter } from "../filter/terms.ts";
import { type Part, partQuery, partToAsk, withPart } from "./found-part.ts";
import { type Judge, type Span, type Strip, stripFrom, withArrivals } from "./strip.ts";

/** So many waiting arrivals are counted at once: timers of a hidden page are slow. */
export const MAX_WAITING = 500;

/** What is known of a bin's traffic. The hook beside this file does what `ask` wants asked. */
export type Counting = {
  /** What may be drawn: with a filter, the last one of which it was known how many fit. */
  strip: Strip | null;
  /** As far as it is counted. */
  counted: Strip | null;
  filter: ListFilter | null;
  /** Judges arrivals in this page; undefined where only the server can. */
  fits: Judge | undefined;
  ask: { part: Part; query: string; isNewer: boolean } | null;
  /** The latest arrivals: an answer under way may be older than they are. */
  meanwhile: readonly Summary[];
  failures: number;
  doubts: number;
};

export type News =
  | { kind: "filter"; filter: ListFilter | null; fits: Judge }
  /** `doubts`: how many there were when the server was asked. */
  | { kind: "taken"; span: Span; traffic: Traffic; doubts: number }
  | { kind: "found"; ask: Counting["ask"]; traffic: Traffic }
  | { kind: "failed" }
  | { kind: "arrived"; captures: readonly Summary[] }
  | { kind: "doubted" }
  | { kind: "cleared" };

export const NOTHING: Counting = {
  ...{ strip: null, counted: null, filter: null, fits: undefined, ask: null },
  ...{ meanwhile: [], failures: 0, doubts: 0 },
};

export function count(before: Counting, news: News): Counting {
  const { counted, meanwhile, fits } = before;
  switch (news.kind) {
    case "filter": {
      const { filter } = news;
      const known = { ...before, filter, fits: filter && !needsServer(filter) ? news.fits : undefined };
      return showing({ ...known, counted: counted && { ...counted, found: null }, ask: null });
    }
    case "taken": {
      // What came while the server was being asked stands in its answer or not: the numbers tell.
      const taken = withArrivals(stripFrom(news.span, news.traffic), meanwhile);
      const isStale = taken.isStale || news.doubts !== before.doubts;
      return showing({ ...before, counted: { ...taken, isStale }, meanwhile: [], failures: 0, ask: null });
    }
    case "found":
      if (news.ask === null || news.ask !== before.ask || !counted) return before;
      return showing({ ...before, counted: withPart(counted, news.ask.part, news.traffic), ask: null });
    case "failed":
      // It is asked again with all the rest; until then nothing is said of the filter.
      return { ...before, strip: counted, ask: null, failures: before.failures + 1 };
    case "arrived":
      return showing({
        ...before,
        counted: counted && withArrivals(counted, news.captures, fits),
        meanwhile: [...meanwhile, ...news.captures].slice(-MAX_WAITING),
      });
    case "doubted":
      return showing({
        ...before,
        counted: counted && { ...counted, isStale: true },
        meanwhile: [],
        doubts: before.doubts + 1,
      });
    case "cleared":
      return showing({
        ...before,
        counted: counted && { ...counted, slots: new Map(), found: null, isStale: true },
        ...{ ask: null, meanwhile: [], doubts: before.doubts + 1 },
      });
  }
}

/** Draws what is known, and asks for what is not: one part at a time. */
function showing(now: Counting): Counting {
  const { counted, filter, failures } = now;
  const isKnown = counted === null || filter === null || counted.found !== null || counted.slots.size === 0;
  const drawn = isKnown || failures > 0 ? { ...now, strip: counted } : now;
  if (now.ask || counted === null || filter === null || failures > 0) return drawn;
  const part = partToAsk(counted);
  if (part === null) return drawn;
  const isNewer = part.after === counted.found?.upTo;
  return { ...drawn, ask: { part, query: partQuery(counted, part, filter), isNewer } };
}

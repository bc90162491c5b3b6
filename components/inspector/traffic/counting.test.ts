import { expect, test } from "vitest";
import type { Summary } from "#lib/model/capture.ts";
import type { Traffic } from "#lib/model/traffic.ts";
import type { ListFilter } from "../filter/terms.ts";
import { type Counting, count, type News, NOTHING } from "./counting.ts";

const START = Date.parse("2026-11-21T10:00:00.000Z");
const MINUTE = 60_000;
const iso = (minute: number) => new Date(START + minute * MINUTE).toISOString();
const arrival = (seq: number, minute: number, method = "POST") =>
  ({ seq, receivedAt: iso(minute), method, replyStatus: 200 }) as Summary;

/** What the server says: `[minute, first, last]` of each slot. */
function told(buckets: [number, number, number][], from = 0, lookedFrom = 1, complete = true): Traffic {
  return {
    ...{ from: iso(from), to: iso(60), bucketMs: MINUTE, complete, lookedFrom },
    buckets: buckets.map(([index, firstSeq, lastSeq]) => {
      const total = lastSeq - firstSeq + 1;
      return { index, total, firstSeq, lastSeq, statuses: { "2xx": total }, kinds: {} };
    }),
  };
}

const TAKEN: News = {
  kind: "taken",
  span: "hour",
  traffic: told([
    [3, 1, 4],
    [9, 5, 10],
  ]),
  doubts: 0,
};
const byMethod = { kind: "filter", filter: { method: "POST" }, fits: ({ method }) => method === "POST" } satisfies News;
const byHeader: News = { ...byMethod, filter: { header: ["x-event"] } as ListFilter };
const arrived = (...captures: Summary[]): News => ({ kind: "arrived", captures });
const after = (...news: News[]) => news.reduce(count, NOTHING);
const answer = (counting: Counting, traffic: Traffic) => count(counting, { kind: "found", ask: counting.ask, traffic });
const totals = ({ strip }: Counting) => [...(strip?.found?.slots ?? [])].map(([place, { total }]) => [place, total]);
const asked = ({ ask }: Counting) => ask?.part ?? null;

test("of what a filter finds the server is asked in the strip's own slots, and again from where its look ended", () => {
  const begun = after(TAKEN, byMethod);
  expect(begun.strip).toMatchObject({ newest: 10, found: null });
  const query = new URLSearchParams(begun.ask?.query);
  expect(Object.fromEntries(query)).toEqual({
    ...{ method: "POST", buckets: "7", from: iso(3), to: iso(10), after: "0", before: "11" },
  });
  const half = answer(begun, told([[6, 8, 9]], 3, 6, false));
  expect(totals(half)).toEqual([[9, 2]]);
  expect(asked(half)).toEqual({ after: 0, before: 6 });
  const whole = answer(
    half,
    told(
      [
        [0, 1, 1],
        [6, 5, 5],
      ],
      3,
    ),
  );
  expect(totals(whole)).toEqual([
    [9, 3],
    [3, 1],
  ]);
  expect(asked(whole)).toBeNull();
});

test("the sender's address has a name of its own there", () => {
  const { ask } = after(TAKEN, { ...byMethod, filter: { from: "::1", header: ["a=1&2", "b"] } });
  const query = new URLSearchParams(ask?.query);
  expect(query.get("sender")).toBe("::1");
  expect(query.get("from")).toBe(iso(3));
  expect(query.getAll("header")).toEqual(["a=1&2", "b"]);
});

test("what arrives and fits is counted in the page; what only the server can judge is asked, from there on", () => {
  const here = answer(after(TAKEN, byMethod), told([], 3));
  const counted = count(here, arrived(arrival(11, 9), arrival(12, 10, "GET")));
  expect(totals(counted)).toEqual([[9, 1]]);
  expect(asked(counted)).toBeNull();
  const there = count(answer(after(TAKEN, byHeader), told([[6, 5, 5]], 3)), arrived(arrival(11, 9), arrival(12, 10)));
  expect(asked(there)).toEqual({ after: 10, before: 13 });
  expect(there.ask?.isNewer).toBe(true);
  expect(totals(answer(there, told([[7, 12, 12]], 3)))).toEqual([
    [9, 1],
    [10, 1],
  ]);
  expect(asked(answer(there, told([], 3, 12, false)))).toEqual({ after: 0, before: 13 });
});

test("until it is known what fits, the strip stays as it was; an answer to another filter is not heard", () => {
  const found = answer(after(TAKEN, byMethod), told([[6, 5, 5]], 3));
  const next = count(found, byHeader);
  expect(totals(next)).toEqual([[9, 1]]);
  expect(count(next, { kind: "found", ask: found.ask, traffic: told([]) })).toBe(next);
  expect(totals(count(next, TAKEN))).toEqual([[9, 1]]);
  expect(count(next, { kind: "failed" })).toMatchObject({ ask: null, strip: { found: null } });
  expect(count(next, { ...byMethod, filter: null })).toMatchObject({ ask: null, strip: { newest: 10, found: null } });
});

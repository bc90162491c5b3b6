import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaptureFilter } from "#lib/model/capture.ts";
import type { Entry } from "./batch.ts";
import type { StoredBin } from "./bins.ts";
import { findMatching } from "./filter.ts";
import { createJournal, type Journal } from "./journal.ts";
import { markCapture } from "./marks.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { createWriter } from "./writer.ts";

let db: TestDatabase;
let journal: Journal;
let bin: StoredBin;

const pairs = (...list: [string, string][]) => JSON.stringify(list);

const STORED: Partial<Entry>[] = [
  { method: "GET", target: "/b/100%_done", preview: null, headers: pairs(["X-Event", "Push"], ["x-event", "50%_x"]) },
  {
    ...{ method: "POST", target: "/b/1000xdone", preview: "Hello WORLD", replyStatus: 404 },
    headers: pairs(["X-Event", 'a "b" \\ c\u0000'], ["X-Other", "push"], ["X-Name", "caf\u00c3\u00a9"]),
  },
  { method: "post", target: "/b/caf\u00c3\u00a9", preview: "caf\u00e9 \u00c9", replyStatus: 500 },
  {
    method: "POST",
    target: "/b/!a",
    preview: "50% _off_ 'quoted' \\",
    replyStatus: 0,
    ruleId: "r1",
    remoteIp: "2001:db8::7",
  },
  { kind: "rejected", method: "PUT", target: "/b/x?Token=ABC", preview: null, replyStatus: 413 },
];

beforeAll(async () => {
  db = await openTestDatabase();
  journal = createJournal(createWriter(db.dialect));
  bin = await makeBin();
  for (const entry of STORED) await journal.append(makeEntry(bin.no, entry));
  await markCapture(bin.no, 2, { pinned: true });
  await markCapture(bin.no, 3, { note: "only a note" });
});

afterAll(async () => {
  await journal.close();
  await db.dispose();
});

const find = (filter: CaptureFilter) => findMatching(bin, { limit: 50, order: "oldest" }, filter);

test.each<[CaptureFilter, number[]]>([
  [{ method: "POST" }, [2, 4]],
  [{ status: "404" }, [2]],
  [{ status: "4xx" }, [2, 5]],
  [{ status: "0" }, [4]],
  [{ kind: "rejected" }, [5]],
  [{ pinned: "true" }, [2]],
  [{ pinned: "false" }, [1, 3, 4, 5]],
  [{ from: "2001:db8::7" }, [4]],
  [{ path: "100%_d" }, [1]],
  [{ path: "DONE" }, [1, 2]],
  [{ path: "!A" }, [4]],
  [{ path: "caf\u00e9" }, [3]],
  [{ path: "token=abc" }, [5]],
  [{ path: "\\" }, []],
  [{ text: "hello world" }, [2]],
  [{ text: "_OFF_ 'QUOTED' \\" }, [4]],
  [{ text: "CAF\u00e9 \u00c9" }, [3]],
  [{ text: "caf\u00e9 \u00e9" }, []],
  [{ text: "CAF\u00c9" }, []],
  [{ text: "' OR 1=1 --" }, []],
  [{ text: "done", method: "POST", pinned: "true" }, [2]],
])("%j finds %j", async (filter, seqs) => {
  expect(await find(filter)).toEqual({ seqs, lookedUpTo: null });
});

test.each<[string[], number[]]>([
  [["x-event"], [1, 2]],
  [["X-EVENT=push"], [1]],
  [["x-event=pus"], []],
  [["x-event~US"], [1]],
  [["x-event~50%_"], [1]],
  [["x-event~5%x"], []],
  [["x-event~push", "x-dup"], []],
  [["x-event", "x-other=push"], [2]],
  [['x-event~"B" \\'], [2]],
  [["x-event~x-other"], []],
  [["x-event~push"], [1]],
  [["x-name=caf\u00e9"], [2]],
  [["x-name~\u00c3\u00a9"], [2]],
  [["x-dup=2"], [3, 4, 5]],
  [["x-du=2"], []],
  [["x-event=' OR 1=1 --"], []],
])("headers %j are found in %j", async (header, seqs) => {
  expect(await find({ header })).toEqual({ seqs, lookedUpTo: null });
});

test("goes with a rule and with bounds", async () => {
  expect((await findMatching(bin, { limit: 9, order: "oldest", rule: "r1" }, { method: "POST" })).seqs).toEqual([4]);
  expect((await findMatching(bin, { limit: 1, order: "newest" }, { method: "POST" })).seqs).toEqual([4]);
  expect((await findMatching(bin, { limit: 9, order: "newest", before: 4 }, { method: "POST" })).seqs).toEqual([2]);
});

test("the bin's own address, with which each target begins, is not looked through, and goes where it is asked for", async () => {
  const own = await makeBin();
  const address = `/${own.id}`;
  for (const rest of ["", "?a=1", "/x-1", "xyz"]) {
    await journal.append(makeEntry(own.no, { target: address + rest, preview: null }));
  }
  const finds = async (filter: CaptureFilter) => (await findMatching(own, { limit: 50, order: "oldest" }, filter)).seqs;
  expect(await finds({ path: own.id.slice(0, 3) })).toEqual([4]);
  expect(await finds({ text: own.id })).toEqual([4]);
  expect(await finds({ path: "/" })).toEqual([1, 2, 3, 4]);
  expect(await finds({ path: "/?a" })).toEqual([2]);
  expect(await finds({ path: `${address}/x-1` })).toEqual([3]);
  expect(await finds({ text: `${address}?a` })).toEqual([2]);
});

describe("a search that looked at enough", () => {
  const few = { captures: 2, bytes: 1e9 };
  const short = { captures: 1e6, bytes: 80 };

  test.each([
    ["newest", few],
    ["oldest", few],
    ["newest", short],
    ["oldest", short],
  ] as const)("says where it goes on (%s first, %j), and misses nothing", async (order, looks) => {
    const seqs: number[] = [];
    let bounds: { after?: number; before?: number } = {};
    for (let page = 0; page < 9; page += 1) {
      const found = await findMatching(bin, { limit: 50, order, ...bounds }, { path: "/b/" }, looks);
      seqs.push(...found.seqs);
      expect(found.seqs.length).toBeLessThanOrEqual(2);
      if (found.lookedUpTo === null) break;
      bounds = order === "newest" ? { before: found.lookedUpTo } : { after: found.lookedUpTo };
    }
    expect(seqs).toEqual(order === "newest" ? [5, 4, 3, 2, 1] : [1, 2, 3, 4, 5]);
  });
});

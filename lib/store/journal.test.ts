import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { splitReplyFacts } from "#lib/model/reply-facts.ts";
import { changeBin, createBin, findBin } from "./bins.ts";
import { deleteAllCaptures, deleteCapture, findCapture, listCaptures } from "./captures.ts";
import { CLOSED } from "./closed-bins.ts";
import { deleteBin } from "./delete-bin.ts";
import { createJournal, JOURNAL_LIMITS, type Journal } from "./journal.ts";
import { firstSeqOf } from "./standing.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { createWriter, type Writer } from "./writer.ts";

let db: TestDatabase;
let journal: Journal;

beforeAll(async () => {
  db = await openTestDatabase();
  journal = createJournal(createWriter(db.dialect));
});

afterAll(async () => {
  await journal.close();
  await db.dispose();
});

describe("the journal", () => {
  test("numbers each bin's captures without gaps, in order, across batches and bins", async () => {
    const [a, b] = [await makeBin(), await makeBin()];
    const seqs = await Promise.all(
      Array.from({ length: 40 }, (_, i) => journal.append(makeEntry(i % 4 === 0 ? b.no : a.no))),
    );
    expect(seqs.filter((_, i) => i % 4 === 0)).toEqual(Array.from({ length: 10 }, (_, i) => i + 1));
    expect(seqs.filter((_, i) => i % 4 !== 0)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(await journal.append(makeEntry(a.no))).toBe(31);
    expect((await findBin(a.id))?.total).toBe(31);
  });

  test("keeps every byte and every character of what it was given", async () => {
    const bin = await makeBin();
    const body = Uint8Array.from({ length: 512 }, (_, i) => i % 256);
    const headers = JSON.stringify([
      ["x-Odd", "caf\u00e9 \u0001 '\" \\"],
      ["__proto__", ""],
    ]);
    const target = "/x/\u00ff%ZZ?'\"\\";
    const seq = await journal.append(makeEntry(bin.no, { body, headers, target, preview: "\u{1F600} 'quoted' \\" }));
    const stored = await findCapture(bin.no, seq ?? 0);
    expect(stored?.body).toEqual(body);
    expect(stored?.headers).toEqual(JSON.parse(headers));
    expect(stored?.target).toBe(target);
    expect(stored?.preview).toBe("\u{1F600} 'quoted' \\");
    expect(stored?.exact).toBe(true);
  });

  test("puts each fact into the column of its name", async () => {
    const bin = await makeBin();
    const entry = makeEntry(bin.no, {
      kind: "rejected",
      receivedAt: Date.parse("2026-11-21T08:30:00.123Z"),
      method: "PATCH",
      httpVersion: "1.0",
      exact: false,
      remoteIp: "2001:db8::1",
      contentType: "application/a",
      userAgent: "agent/b",
      preview: "preview c",
      reason: "reason d",
      replyStatus: 413,
      replyHeaders: '[["Reply","e"]]',
      ruleId: "rule-f",
      bodyBytes: 2_000_000_000,
      trailers: '[["Trailer","g"]]',
    });
    const seq = await journal.append(entry);
    const row = await db.prisma.capture.findFirst({ where: { binNo: bin.no } });
    const { receivedAt, beganAt: _, replyHeaders, body, ...rest } = entry;
    expect(row?.replyHeaders).toMatch(/^\[\[":took","\d+"\],\["Reply","e"\]\]$/);
    expect(row).toMatchObject({
      ...rest,
      seq: BigInt(seq ?? 0),
      receivedAt: new Date(receivedAt),
      body: expect.anything(),
    });
    expect(Buffer.from(row?.body ?? [])).toEqual(Buffer.from(body));
  });

  test("how long a reply took counts from its first byte, and the commit as long as the one before it", async () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(1000);
    const took: number[] = [];
    const writer: Writer = {
      commit: async ({ rows }) => {
        for (const row of JSON.parse(rows)) took.push(splitReplyFacts(JSON.parse(row[15])).facts.tookMs ?? 0);
        now.mockReturnValue(performance.now() + 30);
        return { bins: [] };
      },
      close: async () => undefined,
    };
    const slow = createJournal(writer);
    await slow.append(makeEntry(1, { beganAt: 990 }));
    await slow.append(makeEntry(1, { beganAt: 530 }));
    now.mockRestore();
    await slow.close();
    expect(took).toEqual([10, 530]);
  });

  test("an empty body stays empty bytes, alone in its batch or not", async () => {
    const bin = await makeBin();
    const empty = { body: new Uint8Array(0), preview: null };
    await journal.append(makeEntry(bin.no, empty));
    await Promise.all([journal.append(makeEntry(bin.no)), journal.append(makeEntry(bin.no, empty))]);
    expect((await findCapture(bin.no, 1))?.body).toHaveLength(0);
    expect((await findCapture(bin.no, 2))?.body).toHaveLength(5);
    expect((await findCapture(bin.no, 3))?.body).toHaveLength(0);
  });

  test("answers null for a bin that is gone and stores the rest of the batch", async () => {
    const bin = await makeBin();
    const [gone, kept] = await Promise.all([journal.append(makeEntry(999_999)), journal.append(makeEntry(bin.no))]);
    expect(gone).toBeNull();
    expect(kept).toBe(1);
  });

  test("answers null for a bin that is closed, whose captures are being deleted", async () => {
    const [closed, open] = [await makeBin(), await makeBin()];
    await journal.append(makeEntry(closed.no));
    await db.prisma.bin.update({ where: { no: closed.no }, data: { id: `${CLOSED}${closed.no}` } });
    const seqs = await Promise.all([journal.append(makeEntry(closed.no)), journal.append(makeEntry(open.no))]);
    expect(seqs).toEqual([null, 1]);
    expect(await db.prisma.capture.count({ where: { binNo: closed.no } })).toBe(1);
  });

  test("an arrival that the store cannot hold fails alone, and those beside it are numbered without a gap", async () => {
    const bin = await makeBin();
    const unfit = makeEntry(bin.no, { method: null as unknown as string });
    const entries = Array.from({ length: 7 }, (_, i) => (i === 2 ? unfit : makeEntry(bin.no, { target: `/${i}` })));
    const seqs = await Promise.allSettled(entries.map(journal.append));
    expect(seqs[2]).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
    expect(seqs.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []))).toEqual([1, 2, 3, 4, 5, 6]);
    const kept = await listCaptures(bin.no, { limit: 50, order: "oldest" });
    expect(kept.map(({ target }) => target)).toEqual(["/0", "/1", "/3", "/4", "/5", "/6"]);
    expect((await findBin(bin.id))?.total).toBe(6);
  });

  test("keeps the ring in size by dropping the oldest, and says how many went", async () => {
    const bin = await makeBin({ keep: { captures: 5, days: 0, bytes: 0 } });
    for (let i = 0; i < 12; i += 1) await journal.append(makeEntry(bin.no));
    expect((await listCaptures(bin.no, { limit: 50, order: "oldest" })).map((c) => c.seq)).toEqual([8, 9, 10, 11, 12]);
    const now = await findBin(bin.id);
    expect(now).toMatchObject({ lastSeq: 12, total: 5, dropped: 7 });
    expect(now?.droppedSince).toBeInstanceOf(Date);
  });

  test("keeps the ring in bytes, and always its newest capture", async () => {
    const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 2500 } });
    for (let i = 0; i < 4; i += 1) await journal.append(makeEntry(bin.no, { body: new Uint8Array(1000) }));
    expect((await listCaptures(bin.no, { limit: 50, order: "oldest" })).map((c) => c.seq)).toEqual([3, 4]);
    await journal.append(makeEntry(bin.no, { body: new Uint8Array(9000) }));
    expect((await listCaptures(bin.no, { limit: 50, order: "oldest" })).map((c) => c.seq)).toEqual([5]);
  });

  test("counters stay right when captures are deleted by hand", async () => {
    const bin = await makeBin();
    for (let i = 0; i < 5; i += 1) await journal.append(makeEntry(bin.no));
    expect(await deleteCapture(bin.no, 2)).toBe(true);
    expect(await deleteCapture(bin.no, 2)).toBe(false);
    expect((await findBin(bin.id))?.total).toBe(4);
    expect(await firstSeqOf(bin)).toBe(1);
    await deleteAllCaptures(bin.no);
    expect(await findBin(bin.id)).toMatchObject({ total: 0, lastSeq: 5 });
    expect(await journal.append(makeEntry(bin.no))).toBe(6);
    const row = await db.prisma.bin.findUnique({ where: { no: bin.no } });
    expect(Number(row?.bytes)).toBe(5 + makeEntry(bin.no).headers.length);
  });

  test("refuses when its queue is full, and loses nothing of what it took", async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow: Writer = {
      commit: async (batch) => {
        await gate;
        return { bins: JSON.parse(batch.groups).map(([no, n]: number[]) => ({ no, lastSeq: n })) };
      },
      close: async () => {},
    };
    const small = createJournal(slow, { ...JOURNAL_LIMITS, maxQueued: 3 });
    const taken = [1, 1, 1].map((no) => small.append(makeEntry(no)));
    await expect(small.append(makeEntry(1))).rejects.toMatchObject({ code: "unavailable" });
    open();
    expect(await Promise.all(taken)).toEqual([1, 2, 3]);
  });

  test("its queue is full, too, of what arrivals keep of their replies", async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow: Writer = {
      commit: async (batch) => {
        await gate;
        return { bins: JSON.parse(batch.groups).map(([no, n]: number[]) => ({ no, lastSeq: n })) };
      },
      close: async () => {},
    };
    const small = createJournal(slow, { ...JOURNAL_LIMITS, maxQueuedBytes: 6000 });
    const entry = makeEntry(1, { replyHeaders: JSON.stringify([[":text", "r".repeat(4096)]]) });
    const taken = small.append(entry);
    await expect(small.append(entry)).rejects.toMatchObject({ code: "unavailable" });
    open();
    expect(await taken).toBe(1);
    await small.close();
  });

  test("behind a writer that hangs, arrivals are refused at their deadline; what it was given keeps waiting for it", async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const seen: number[] = [];
    const hanging: Writer = {
      commit: async (batch) => {
        seen.push(JSON.parse(batch.rows).length);
        await gate;
        return { bins: JSON.parse(batch.groups).map(([no, n]: number[]) => ({ no, lastSeq: n })) };
      },
      close: async () => {},
    };
    const own = createJournal(hanging, { ...JOURNAL_LIMITS, deadlineMs: 50 });
    const given = own.append(makeEntry(1));
    await expect.poll(() => seen).toEqual([1]);
    const behind = await Promise.allSettled([own.append(makeEntry(1)), own.append(makeEntry(2))]);
    expect(behind).toMatchObject(Array(2).fill({ status: "rejected", reason: { code: "unavailable" } }));
    open();
    expect(await given).toBe(1);
    expect(await own.append(makeEntry(1))).toBe(1);
    expect(seen).toEqual([1, 1]);
    await own.close();
  });

  test("a writer that fails makes the arrivals of that batch unavailable, and the next batch works", async () => {
    let failing = true;
    const flaky: Writer = {
      commit: async () => {
        if (failing) throw new Error("disk full");
        return { bins: [{ no: 1, lastSeq: 1 }] };
      },
      close: async () => {},
    };
    const own = createJournal(flaky);
    await expect(own.append(makeEntry(1))).rejects.toMatchObject({ code: "unavailable" });
    failing = false;
    expect(await own.append(makeEntry(1))).toBe(1);
  });
});

describe("bins", () => {
  test("a taken name is refused", async () => {
    const bin = await makeBin();
    await expect(
      createBin({ id: bin.id, keyHash: new Uint8Array(32), title: "", reply: bin.reply, keep: bin.keep }),
    ).rejects.toMatchObject({ code: "name_taken" });
  });

  test("settings change, and a deleted bin is gone with its captures", async () => {
    const bin = await makeBin();
    await journal.append(makeEntry(bin.no));
    expect(await changeBin(bin.no, { title: "Orders" })).toMatchObject({ title: "Orders", reply: bin.reply });
    await deleteBin(bin.no);
    expect(await findBin(bin.id)).toBeNull();
    expect(await changeBin(bin.no, { title: "x" })).toBeNull();
    expect(await db.prisma.capture.count({ where: { binNo: bin.no } })).toBe(0);
  });
});

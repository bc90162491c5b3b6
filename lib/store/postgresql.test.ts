import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBin, type StoredBin } from "./bins.ts";
import { findCapture, listCaptures } from "./captures.ts";
import { createJournal, type Journal } from "./journal.ts";
import { markCapture } from "./marks.ts";
import { postgresql } from "./postgresql.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase, testOn } from "./test-database.ts";
import { hasPostgresql } from "./test-postgresql.ts";
import { createWriter } from "./writer.ts";

/** The tests of the store once more, each file with a PostgreSQL database of its own. */
const FILES = {
  journal: () => import("./journal.test.ts"),
  marks: () => import("./marks.test.ts"),
  ring: () => import("./ring.test.ts"),
  filter: () => import("./filter.test.ts"),
  portion: () => import("./portion.test.ts"),
  seen: () => import("./seen.test.ts"),
  traffic: () => import("./traffic.test.ts"),
  rules: () => import("./rules.test.ts"),
  deliveries: () => import("./deliveries.test.ts"),
  outbox: () => import("./outbox.test.ts"),
  forwards: () => import("./forwards.test.ts"),
  replays: () => import("./replays.test.ts"),
  "shorten waits": () => import("./shorten-waits.test.ts"),
  "delivery retention": () => import("./delivery-retention.test.ts"),
  retention: () => import("./retention.test.ts"),
  standing: () => import("./standing.test.ts"),
  "owned bins": () => import("./owned-bins.test.ts"),
  "wide numbers": () => import("./wide-numbers.test.ts"),
  "amended replies": () => import("./amend-replies.test.ts"),
};

const isUp = await hasPostgresql();
testOn("postgresql");

describe.skipIf(!isUp)("on PostgreSQL", { timeout: 30_000 }, () => {
  for (const [name, load] of Object.entries(FILES)) {
    describe(name, async () => {
      await load();
    });
  }

  describe("two writers", () => {
    let db: TestDatabase;
    let journals: Journal[];

    beforeAll(async () => {
      db = await openTestDatabase();
      journals = [1, 2].map(() => createJournal(createWriter(db.dialect)));
    });

    afterAll(async () => {
      for (const journal of journals) await journal.close();
      await db.dispose();
    });

    test("on the same full bins never deadlock, give each number once and count right", async () => {
      const keep = { captures: 20, days: 0, bytes: 0 };
      const bins: StoredBin[] = [];
      for (let i = 0; i < 8; i += 1) bins.push(await makeBin({ keep }));
      // The one goes through the bins forwards, the other backwards.
      const given = await Promise.all(
        journals.map((journal, which) =>
          Promise.all(
            Array.from({ length: 800 }, async (_, i) => {
              const bin = bins[which === 0 ? i % 8 : 7 - (i % 8)];
              return [bin?.no, await journal.append(makeEntry(bin?.no ?? 0))] as const;
            }),
          ),
        ),
      );
      for (const bin of bins) {
        const seqs = given.flat().filter(([no]) => no === bin.no);
        expect(seqs.map(([, seq]) => Number(seq)).sort((a, b) => a - b)).toEqual(
          Array.from({ length: 200 }, (_, i) => i + 1),
        );
        const kept = await listCaptures(bin.no, { limit: 200, order: "oldest" });
        expect(kept.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 181));
        expect(await findBin(bin.id)).toMatchObject({ lastSeq: 200, total: 20, dropped: 180 });
        const { body, headers } = makeEntry(0);
        const row = await db.prisma.bin.findUnique({ where: { no: bin.no } });
        expect(Number(row?.bytes)).toBe(20 * (body.length + headers.length));
      }
    });

    test("keep a pin that comes while they write", async () => {
      const bin = await makeBin({ keep: { captures: 3, days: 0, bytes: 0 } });
      for (let i = 0; i < 3; i += 1) await journals[0]?.append(makeEntry(bin.no));
      const writing = journals.map((journal) =>
        Promise.all(Array.from({ length: 50 }, () => journal.append(makeEntry(bin.no)))),
      );
      const mark = await markCapture(bin.no, 3, { pinned: true });
      await Promise.all(writing);
      expect((await findCapture(bin.no, 3))?.pinned).toBe(mark === null ? undefined : true);
    });

    test("text that PostgreSQL cannot hold does not cost a capture", async () => {
      const bin = await makeBin();
      const headers = JSON.stringify([["X-Nul", "a\0b\\u0000"]]);
      const odd = { target: "/a\0b\\u0000", contentType: "\ud800 \ud83d\ude00", preview: "\\\0", headers };
      const seqs = await Promise.all([odd, {}].map((changes) => journals[0]?.append(makeEntry(bin.no, changes))));
      expect(seqs).toEqual([1, 2]);
      expect(await findCapture(bin.no, 1)).toMatchObject({
        target: "/a\ufffdb\\u0000",
        contentType: "\ufffd \ud83d\ude00",
        preview: "\\\ufffd",
        headers: [["X-Nul", "a\0b\\u0000"]],
      });
      expect(await markCapture(bin.no, 1, { note: "a\0b" })).toMatchObject({ seq: 1 });
    });

    test("go on when their connections are ended, and what they answered is there once", async () => {
      const bin = await makeBin();
      const admin = new Client({ connectionString: db.url });
      await admin.connect();
      const answered: number[] = [];
      for (let round = 0; round < 10; round += 1) {
        const writing = Promise.allSettled(
          journals.flatMap((journal) => Array.from({ length: 20 }, () => journal.append(makeEntry(bin.no)))),
        );
        await admin.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
        for (const result of await writing) {
          if (result.status === "fulfilled" && result.value !== null) answered.push(result.value);
          else expect(result).toMatchObject({ reason: { code: "unavailable" } });
        }
      }
      await admin.end();
      const rows = await db.prisma.capture.findMany({
        where: { binNo: bin.no },
        orderBy: { seq: "asc" },
        select: { seq: true },
      });
      const stored = rows.map(({ seq }) => Number(seq));
      expect(stored).toEqual(stored.map((_, i) => i + 1));
      expect(new Set(answered).size).toBe(answered.length);
      expect(answered.filter((seq) => seq > stored.length)).toEqual([]);
      expect(await journals[0]?.append(makeEntry(bin.no))).toBe(stored.length + 1);
    });

    test("a connection that is ended at the moment it is made costs neither a capture nor the process", async () => {
      const bin = await makeBin();
      const proxy = await endingFirst(db.url);
      const journal = createJournal(createWriter(postgresql(proxy.url)));
      expect(await journal.append(makeEntry(bin.no))).toBe(1);
      expect(proxy.ended()).toBe(1);
      await journal.close();
      proxy.close();
    });
  });
});

/** A way to the database that ends its first connection in the very packet that says it is ready for questions. */
async function endingFirst(url: string) {
  const { hostname, port } = new URL(url);
  const fields = ["SFATAL", "VFATAL", "C57P01", "Mterminating connection due to administrator command", ""];
  const text = fields.map((field) => `${field}\0`).join("");
  const fatal = Buffer.from(`E____${text}`);
  fatal.writeInt32BE(text.length + 4, 1);
  let ended = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.pipe(far);
    far.on("data", (data) => {
      // ReadyForQuery, idle (PostgreSQL, section 54.7).
      if (ended > 0 || !data.includes(Buffer.from("Z\0\0\0\x05I"))) near.write(data);
      else {
        ended += 1;
        near.end(Buffer.concat([data, fatal]));
      }
    });
    for (const [one, other] of [[near, far] as const, [far, near] as const]) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const through = new URL(url);
  through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: through.href, ended: () => ended, close: () => server.close() };
}

import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_REPLY } from "#lib/model/reply.ts";
import { changeBin, listOwnedBins } from "./bins.ts";
import { deleteBin } from "./delete-bin.ts";
import { addOwner, createSession } from "./sessions.ts";
import { makeBin, openTestDatabase, type TestDatabase } from "./test-database.ts";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.dispose());

test("a session's bins are listed with the status of their replies, whatever else those say", async () => {
  const session = new Uint8Array(32).fill(7);
  await createSession(session);
  expect(await listOwnedBins(session)).toEqual([]);
  const { status: _, ...reply } = DEFAULT_REPLY;
  const large = { encoding: "utf8" as const, data: '{"status":599}'.repeat(50_000) };
  const bins = [
    await makeBin(),
    await makeBin({ reply: { ...reply, body: large, status: 418 } }),
    await makeBin(),
    await makeBin(),
  ];
  for (const { no } of bins) await addOwner(session, no);
  await changeBin(bins[2]?.no ?? 0, { reply: { ...reply, status: 503 } });
  await deleteBin(bins[3]?.no ?? 0);
  const listed = (await listOwnedBins(session)).sort((a, b) => a.no - b.no);
  expect(listed).toMatchObject(bins.slice(0, 3).map(({ id, keep, total }) => ({ id, keep, total })));
  expect(listed.map((bin) => bin.reply)).toEqual([{ status: 200 }, { status: 418 }, { status: 503 }]);
});

test("a stored reply whose status is not where it is looked for has none in the list, and the list stays", async () => {
  const session = new Uint8Array(32).fill(8);
  await createSession(session);
  const { no } = await makeBin();
  await addOwner(session, no);
  await db.prisma.bin.update({ where: { no }, data: { reply: '{"headers":[],"status":200}' } });
  expect((await listOwnedBins(session)).map(({ reply }) => reply)).toEqual([{ status: 0 }]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { findBin } from "./bins.ts";
import { makeBin, openTestDatabase, type TestDatabase } from "./test-database.ts";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.dispose());

test("what is written beside a transaction survives its rollback", async () => {
  let made: ReturnType<typeof makeBin> | undefined;
  const failed = db.prisma.$transaction(async (tx) => {
    await tx.bin.updateMany({ data: { title: "changed" } });
    made = makeBin();
    for (let i = 0; i < 50; i += 1) await tx.bin.count();
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  const bin = await made;
  expect(bin && (await findBin(bin.id))?.id).toBe(bin?.id);
});

test("transactions follow each other", async () => {
  const bin = await makeBin();
  const add = () =>
    db.prisma.$transaction(async (tx) => {
      const { total } = await tx.bin.findUniqueOrThrow({ where: { no: bin.no } });
      await tx.bin.update({ where: { no: bin.no }, data: { total: total + 1n } });
    });
  await Promise.all(Array.from({ length: 10 }, add));
  expect((await findBin(bin.id))?.total).toBe(10);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { findBin } from "./bins.ts";
import { query } from "./dialect.ts";
import { withOneTransaction } from "./one-transaction.ts";
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

test("when what follows a relaxed transaction fails, its work is done, and others have to wait until that is made up for", async () => {
  const connection = withOneTransaction(await db.dialect.connect(), {
    before: "SELECT 1",
    after: `INSERT INTO "Gate" VALUES (1)`,
  });
  const bin = await makeBin();
  const transaction = await connection.startTransaction("SERIALIZABLE");
  await transaction.executeRaw(query(`UPDATE "Bin" SET "title" = 'changed' WHERE "no" = ?`, [bin.no]));
  await transaction.executeRaw(query("COMMIT", []));
  await transaction.commit();
  expect((await findBin(bin.id))?.title).toBe("changed");
  await expect(connection.startTransaction()).rejects.toThrow();
  await expect(connection.executeRaw(query(`DELETE FROM "Bin"`, []))).rejects.toThrow();
  await db.prisma.$executeRawUnsafe(`CREATE TABLE "Gate" ("n" INTEGER)`);
  expect((await connection.queryRaw(query(`SELECT "n" FROM "Gate"`, []))).rows).toEqual([[1]]);
  await connection.dispose();
});

import Database from "better-sqlite3";

/** Puts `count` captures of 1 KiB into a bin of a server's SQLite file, with the bin's counters, as if they had come one by one. */
export function fillBin(file, binId, count) {
  const db = new Database(file, { timeout: 10_000 });
  const bin = db.prepare(`SELECT "no", "lastSeq" FROM "Bin" WHERE "id" = ?`).get(binId);
  const body = Buffer.alloc(1024, "x");
  const headers = JSON.stringify(
    Array.from({ length: 12 }, (_, i) => [`X-Header-${i}`, `value of the header number ${i}`]),
  );
  const first = db.prepare(`SELECT * FROM "Capture" WHERE "binNo" = ? ORDER BY "seq" LIMIT 1`).get(bin.no);
  const names = Object.keys(first);
  const columns = names.map((name) => `"${name}"`).join(", ");
  const values = names.map((name) =>
    name === "seq" ? `? + n` : name === "body" ? "?" : name === "headers" ? "?" : `"${name}"`,
  );
  const parameters = names.flatMap((name) =>
    name === "seq" ? [bin.lastSeq] : name === "body" ? [body] : name === "headers" ? [headers] : [],
  );
  db.transaction(() => {
    db.prepare(
      `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})
       INSERT INTO "Capture" (${columns}) SELECT ${values.join(", ")} FROM numbers, (SELECT * FROM "Capture" WHERE "binNo" = ? ORDER BY "seq" LIMIT 1)`,
    ).run(...parameters, bin.no);
    const size = count * (body.length + headers.length);
    db.prepare(
      `UPDATE "Bin" SET "lastSeq" = "lastSeq" + ?, "total" = "total" + ?, "bytes" = "bytes" + ? WHERE "no" = ?`,
    ).run(count, count, size, bin.no);
  })();
  db.close();
}

import { query } from "#lib/store/dialect.ts";
import { sqlite } from "#lib/store/sqlite.ts";

/** Takes a bin's key from all who have it. Browsers that own the bin keep it. */
export async function newKey(url: string, bin: string): Promise<void> {
  const connection = await sqlite(url).connect();
  await connection.executeRaw(query('UPDATE "Bin" SET "keyHash" = ? WHERE "id" = ?', [new Uint8Array(32), bin]));
  await connection.dispose();
}

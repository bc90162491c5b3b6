import { randomBytes } from "node:crypto";
import { open, rm, stat, statfs } from "node:fs/promises";
import path from "node:path";
import { isFull, withStore } from "./busy.ts";
import { database } from "./database.ts";
import { type Dialect, query } from "./dialect.ts";
import { withLittlePatience } from "./lock-patience.ts";

/**
 * Some of the disk, set aside beside a SQLite file. Even what deletes has to write first, so without it a full disk could not be helped by
 * deleting captures. PostgreSQL's disk is its administrator's.
 */
const RESERVE_BYTES = 16_777_216;
const CHUNK_BYTES = 1_048_576;
const VACUUM_PAGES = 125;
const VACUUM_STEPS = 8;

/** Does what deletes, on a full disk with the help of the reserve, which then takes of the room that became free. */
export async function deleting<T>(work: () => Promise<T>): Promise<T> {
  const { dialect } = await database();
  const { file } = dialect;
  if (file === null) return withStore(work);
  const done = await withReserve(file, work);
  if (await isTight(file)) await setAside();
  return done;
}

/**
 * Hands freed pages back to the file system, 2 to 16 MB in small steps, and fills the reserve up as far as there is room: at most half of
 * what is free. (PostgreSQL's autovacuum does its part by itself.)
 */
export async function setAside(): Promise<void> {
  const { dialect } = await database();
  const { file } = dialect;
  if (file === null) return;
  await withReserve(file, () => giveBack(dialect)).catch((error: unknown) => {
    if (!isFull(error)) throw error;
  });
  await fill(reserveOf(file));
}

async function withReserve<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await withStore(work);
  } catch (error) {
    if (!isFull(error)) throw error;
    await rm(reserveOf(file), { force: true });
    return await withStore(work);
  }
}

async function giveBack(dialect: Dialect): Promise<void> {
  const connection = await withLittlePatience(await dialect.connect(), (error) => dialect.isBusy(error, false));
  try {
    const { rows } = await connection.queryRaw(query("PRAGMA freelist_count", []));
    const steps = Math.min(VACUUM_STEPS, Math.floor(Number(rows[0]?.[0]) / VACUUM_PAGES));
    // What little is free the next captures take; a full ring always has some.
    if (steps === 0) return;
    for (let step = 0; step < steps; step += 1) {
      // As a script: stepped like a query, this pragma frees one page and no more.
      await connection.executeScript(`PRAGMA incremental_vacuum(${VACUUM_PAGES})`);
      await new Promise(setImmediate);
    }
    // The file shrinks when the log has been written into it, and the log begins anew.
    await connection.executeScript("PRAGMA wal_checkpoint(PASSIVE)");
  } finally {
    await connection.dispose();
  }
}

function reserveOf(file: string): string {
  return `${path.resolve(file)}-reserve`;
}

async function isTight(file: string): Promise<boolean> {
  const size = await stat(reserveOf(file)).then(
    (found) => found.size,
    () => 0,
  );
  return size < RESERVE_BYTES || (await freeBytes(file)) < RESERVE_BYTES;
}

async function freeBytes(file: string): Promise<number> {
  const { bavail, bsize } = await statfs(path.dirname(path.resolve(file)));
  return bavail * bsize;
}

async function fill(file: string): Promise<void> {
  const handle = await open(file, "a");
  try {
    let missing = Math.min(RESERVE_BYTES - (await handle.stat()).size, Math.floor((await freeBytes(file)) / 2));
    // Not zeros, which some file systems do not store.
    const chunk = randomBytes(CHUNK_BYTES);
    while (missing > 0) missing -= (await handle.write(chunk, 0, Math.min(missing, CHUNK_BYTES))).bytesWritten;
  } finally {
    await handle.close();
  }
}

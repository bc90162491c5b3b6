import { Client } from "pg";
import { newUuid } from "#lib/model/ids.ts";

/** For tests: the PostgreSQL of this machine, and empty databases in it. */

const POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/postgres";

/** Whether PostgreSQL answers at its usual place on this machine. Where it does not, what needs it is skipped, and this says so. */
export async function hasPostgresql(): Promise<boolean> {
  try {
    await administer([]);
    return true;
  } catch (error) {
    process.stderr.write(`\nSKIPPED, no PostgreSQL at ${POSTGRESQL}: ${error}\n\n`);
    return false;
  }
}

/** An empty database beside the others. */
export async function createPostgresqlDatabase(): Promise<{ url: string; name: string; drop: () => Promise<void> }> {
  const name = `wirebin_test_${newUuid().replaceAll("-", "")}`;
  await administer([`CREATE DATABASE ${name}`]);
  const url = POSTGRESQL.replace(/postgres$/, name);
  return { url, name, drop: () => administer([`DROP DATABASE ${name} WITH (FORCE)`]) };
}

/** Runs statements as the administrator, beside the tests' databases. */
export async function administer(statements: string[]): Promise<void> {
  const client = new Client({ connectionString: POSTGRESQL, connectionTimeoutMillis: 2000 });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

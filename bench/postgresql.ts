import { Client } from "pg";

/** A database of its own on the PostgreSQL of this machine, for as long as `work` takes. Null where none answers. */
const ADMIN = "postgresql://postgres@127.0.0.1:5432/postgres";

export async function withPostgresql<T>(work: (url: string) => Promise<T>): Promise<T | null> {
  const name = `wirebin_bench_${process.pid}`;
  try {
    await administer(`CREATE DATABASE ${name}`);
  } catch (error) {
    process.stderr.write(`\nSKIPPED, no PostgreSQL at ${ADMIN}: ${error}\n\n`);
    return null;
  }
  try {
    return await work(ADMIN.replace(/postgres$/, name));
  } finally {
    await administer(`DROP DATABASE ${name} WITH (FORCE)`);
  }
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: ADMIN, connectionTimeoutMillis: 2000 });
  await client.connect();
  await client.query(statement);
  await client.end();
}

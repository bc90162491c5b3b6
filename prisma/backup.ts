import { existsSync } from "node:fs";
import path from "node:path";
import { env } from "#lib/env.ts";
import { dialectFor } from "#lib/store/open-dialect.ts";

/** npm run db:backup -- FILE: a whole, consistent copy of the SQLite database, while the server runs. For PostgreSQL use pg_dump. */
const target = process.argv[2];

async function backup(): Promise<string> {
  if (!target) throw new Error("Say where to: npm run db:backup -- FILE");
  const dialect = await dialectFor(env().DATABASE_URL);
  if (dialect.name !== "sqlite") throw new Error("This copies a SQLite file; use pg_dump for PostgreSQL");
  const file = path.resolve(target);
  if (existsSync(file)) throw new Error(`${file} exists already; name a new file`);
  const connection = await dialect.connect();
  // VACUUM INTO reads one snapshot, so captures that come meanwhile are not waited for.
  await connection.executeScript(`VACUUM INTO '${file.replaceAll("'", "''")}'`);
  await connection.dispose();
  return file;
}

backup().then(
  (file) => process.stdout.write(`Copied to ${file}\n`),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);

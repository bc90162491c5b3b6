import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { CreatedBin } from "#lib/model/bin.ts";
import { createBin } from "../e2e/harness/api.ts";
import { startServer, type TestServer } from "../e2e/harness/server.ts";
import { HEADERS, type LoadPlan, type LoadResult } from "./load.ts";
import { measure } from "./measure.ts";

/** A server and its load, as most measurements want them. */

const KIB = { headers: HEADERS, bodyBytes: 1024, seconds: 4, warmUpSeconds: 1 };
/** Retention off: what is measured is storing. The ring has a case of its own. */
const KEEP_ALL = { KEEP_CAPTURES: "0", KEEP_BYTES: "0", LOG_LEVEL: "error" };

export async function withServer<T>(
  env: Record<string, string>,
  work: (server: TestServer, bin: CreatedBin) => Promise<T>,
): Promise<T> {
  const server = await startServer({ ...KEEP_ALL, ...env });
  try {
    return await work(server, await createBin(server.url));
  } finally {
    await server.dispose();
  }
}

/** The same, with a database that `work` may write to itself. */
export async function withFile<T>(work: (server: TestServer, bin: CreatedBin, file: string) => Promise<T>): Promise<T> {
  const file = path.join(import.meta.dirname, "results", `bench-${process.pid}.db`);
  try {
    return await withServer({ DATABASE_URL: `file:${file}` }, (server, bin) => work(server, bin, file));
  } finally {
    for (const end of ["", "-wal", "-shm", "-reserve"]) rmSync(file + end, { force: true });
  }
}

/** 32 connections with 1 KiB, unless the plan says otherwise. */
export function load(
  server: { port: number },
  targets: string[],
  changes: Partial<LoadPlan> = {},
): Promise<LoadResult> {
  return measure({ ...KIB, port: server.port, targets, connections: 32, ...changes });
}

export function residentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kb) / 1024);
}

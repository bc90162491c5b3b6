import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "./free-port.ts";

/** A PostgreSQL of a test's own, which it may stop. */
export type OwnPostgresql = {
  url: string;
  start: () => void;
  /** `immediate` is a crash: connections are cut, nothing is written any more. */
  stop: (how: "fast" | "immediate") => void;
  remove: () => void;
};

/** Whether its programs are installed here; where they are not, what needs them is skipped, and this says so. */
export function hasPostgresqlPrograms(): boolean {
  const isThere = programs() !== null;
  if (!isThere) process.stderr.write("\nSKIPPED, no initdb and pg_ctl in /usr/lib/postgresql\n\n");
  return isThere;
}

/**
 * It runs as `postgres`, because it refuses to run as root. `disk` is where its tables are; its log stays apart from them, since a PostgreSQL
 * that cannot write its log is one that crashed.
 */
export async function createOwnPostgresql(disk?: string): Promise<OwnPostgresql> {
  const bin = programs() ?? "";
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-pg-"));
  chmodSync(folder, 0o777);
  const data = path.join(disk ?? folder, "data");
  const port = await freePort();
  const run = (program: string, ...args: string[]) => {
    const command = [path.join(bin, program), ...args];
    const isRoot = process.getuid?.() === 0;
    const [name = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
    const { status, stdout, stderr } = spawnSync(name, rest, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    if (status !== 0) throw new Error(`${program}: ${stdout}${stderr}`);
  };
  run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-X", path.join(folder, "wal"));
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    start: () => run("pg_ctl", "-D", data, "-w", "-l", `${folder}/log`, "-o", `-p ${port} -k ${folder}`, "start"),
    stop: (how) => run("pg_ctl", "-D", data, "-w", "-m", how, "stop"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function programs(): string | null {
  const root = "/usr/lib/postgresql";
  const newest = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a))[0] : undefined;
  const bin = newest === undefined ? "" : path.join(root, newest, "bin");
  return existsSync(path.join(bin, "initdb")) ? bin : null;
}

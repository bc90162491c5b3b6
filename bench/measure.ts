import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { LoadPlan, LoadResult } from "./load.ts";

/** Runs one load in a process of its own. */
export async function measure(plan: LoadPlan): Promise<LoadResult> {
  const child = fork(path.join(import.meta.dirname, "load.ts"), { execArgv: ["--import", "tsx"] });
  child.send(plan);
  const [result] = await once(child, "message");
  return result as LoadResult;
}

/** One of bench/limits as a server of its own; `work` gets its port. */
export async function withLimit<T>(
  name: string,
  env: Record<string, string>,
  work: (port: number) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-bench-"));
  const child: ChildProcess = fork(path.join(import.meta.dirname, "limits", `${name}.mjs`), {
    env: { ...process.env, BENCH_FILE: path.join(folder, "limit.db"), ...env },
  });
  const exited = once(child, "exit");
  try {
    const [{ port }] = (await once(child, "message")) as [{ port: number }];
    return await work(port);
  } finally {
    child.disconnect();
    await exited;
    rmSync(folder, { recursive: true, force: true });
  }
}

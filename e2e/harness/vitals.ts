import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startServer, type TestServer } from "./server.ts";

/** One look at a server's process, from probe.mjs: sizes in bytes, times in milliseconds since 1970. */
export type Vital = {
  at: number;
  rss: number;
  heapUsed: number;
  external: number;
  arrayBuffers: number;
  standstillMs: number;
  waitedMs: number;
};

export type Watched = {
  server: TestServer;
  /** Everything noted so far, oldest first. */
  vitals: () => Vital[];
  /** Files and sockets that the process has open now. */
  handles: () => number;
  dispose: () => Promise<void>;
};

/** A server that is watched from the inside. */
export async function startWatched(env: Record<string, string>): Promise<Watched> {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-vitals-"));
  const file = path.join(folder, "vitals.jsonl");
  const probe = path.join(import.meta.dirname, "probe.mjs");
  const server = await startServer({ ...env, NODE_OPTIONS: `--import=${probe}`, PROBE_FILE: file });
  return {
    server,
    vitals: () =>
      readFileSync(file, "utf8")
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Vital),
    handles: () => readdirSync(`/proc/${server.pid}/fd`).length,
    dispose: async () => {
      await server.dispose();
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * The longest time in milliseconds that the event loop stood still since `since`, without what it waited for a processor: on a busy machine that
 * says nothing about the program.
 */
export function longestStandstill(vitals: Vital[], since: number): number {
  const own = vitals.map(({ standstillMs, waitedMs }, i) => standstillMs - waitedMs - (vitals[i - 1]?.waitedMs ?? 0));
  return Math.max(0, ...own.filter((_, i) => (vitals[i]?.at ?? 0) > since));
}

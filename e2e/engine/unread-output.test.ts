import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as measureFor } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { freePort } from "../harness/free-port.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Processor time so far, in seconds; the clock of Linux counts hundredths. */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}

test.skipIf(!existsSync("/proc/self/stat"))(
  "a server whose output nobody reads any more serves on, and rests in between",
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "wirebin-e2e-"));
    const port = await freePort();
    const env = {
      ...process.env,
      NODE_ENV: "production" as const,
      PORT: String(port),
      DATABASE_URL: `file:${folder}/w.db`,
    };
    const server = spawn(process.execPath, ["dist/server.js"], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    const ended = once(server, "exit");
    server.stdout.destroy();
    server.stderr.destroy();
    const isReady = async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.status;
    await vi.waitFor(async () => expect(await isReady()).toBe(200), { timeout: 30_000, interval: 100 });
    const before = cpuSeconds(server.pid ?? 0);
    await measureFor(2000);
    expect(cpuSeconds(server.pid ?? 0) - before).toBeLessThan(1);
    expect(await isReady()).toBe(200);
    server.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
    rmSync(folder, { recursive: true, force: true });
  },
);

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { vi } from "vitest";
import { freePort } from "./free-port.ts";

/** A real HTTP proxy in front of a server, which sends the messages of many clients down few connections. */
export type Haproxy = {
  /** Refuses what it cannot read. */
  strict: number;
  /** Passes on more than it should. */
  lenient: number;
  /** How often a connection to the server carried another message. */
  reused: () => Promise<number>;
  stop: () => Promise<void>;
};

/** Whether it is installed here; where it is not, what needs it is skipped, and this says so. */
export function hasHaproxy(): boolean {
  const isThere = spawnSync("haproxy", ["-v"]).status === 0;
  if (!isThere) process.stderr.write("\nSKIPPED, no haproxy on this machine\n\n");
  return isThere;
}

export async function startHaproxy(to: number): Promise<Haproxy> {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-haproxy-"));
  const ports = { strict: await freePort(), lenient: await freePort(), stats: await freePort() };
  const file = path.join(folder, "haproxy.cfg");
  writeFileSync(
    file,
    `
defaults
  mode http
  timeout client 5s
  timeout connect 5s
  timeout server 20s
  timeout http-request 5s
frontend strict
  bind 127.0.0.1:${ports.strict}
  default_backend wirebin
frontend lenient
  bind 127.0.0.1:${ports.lenient}
  option accept-invalid-http-request
  default_backend wirebin
frontend figures
  bind 127.0.0.1:${ports.stats}
  stats enable
  stats uri /
backend wirebin
  http-reuse always
  server one 127.0.0.1:${to} maxconn 4
`,
  );
  const child: ChildProcess = spawn("haproxy", ["-db", "-f", file], { stdio: "ignore" });
  await vi.waitFor(() => fetch(`http://127.0.0.1:${ports.stats}/;csv`), { timeout: 5000, interval: 20 });
  return {
    strict: ports.strict,
    lenient: ports.lenient,
    reused: async () => {
      const csv = await (await fetch(`http://127.0.0.1:${ports.stats}/;csv`)).text();
      const [names = [], ...rows] = csv.split("\n").map((line) => line.split(","));
      const server = rows.find(([proxy, name]) => proxy === "wirebin" && name === "one") ?? [];
      return Number(server[names.indexOf("reuse")]);
    },
    stop: async () => {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}

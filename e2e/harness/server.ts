import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A real Wirebin in a process of its own, from the build, on a free port and a database of its own. */
export type TestServer = {
  url: string;
  port: number;
  pid: number;
  /** Everything it printed so far. */
  output: () => string;
  /** Ctrl-C, or what a service manager sends; resolves with the exit code. */
  stop: (signal?: "SIGINT" | "SIGTERM") => Promise<number | null>;
  /** kill -9; resolves when it is gone. */
  kill: () => Promise<void>;
  /** Starts it again on the same port and database (after stop or kill). */
  restart: () => Promise<void>;
  /** Stops it and deletes its data. */
  dispose: () => Promise<void>;
};

const ROOT = path.resolve(import.meta.dirname, "../..");
const READY = /Wirebin is ready: (http:\/\/\S+)/;
const START_LIMIT_MS = 30_000;

/** `env` adds to or overrides the settings. PORT 0 takes a free port, and keeps it over restarts. */
export function startServer(env: Record<string, string> = {}): Promise<TestServer> {
  return startProgram(["dist/server.js"], READY, env);
}

/** The server's process alone, for a test that ends it before it listens. */
export function spawnServer(env: Record<string, string>): ChildProcess {
  return spawnProgram(["dist/server.js"], env);
}

function spawnProgram(program: string[], env: Record<string, string>) {
  return spawn(process.execPath, program, {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: "0",
      LOG_LEVEL: "warn",
      // Tests make bins by the thousand.
      RATE_NEW_BINS: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Starts a program of Node's that prints its address (the first group of `isReady`) when it listens. */
export async function startProgram(
  program: string[],
  isReady: RegExp,
  env: Record<string, string>,
): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-e2e-"));
  const settings: Record<string, string> = { DATABASE_URL: `file:${folder}/wirebin.db`, ...env };
  let output = "";
  let child: ChildProcess;

  async function start(): Promise<string> {
    const started = spawnProgram(program, settings);
    child = started;
    let own = "";
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the server did not start:\n${own}`)), START_LIMIT_MS);
      const onData = (data: Buffer) => {
        own += data;
        output += data;
        const ready = isReady.exec(own);
        if (ready?.[1]) {
          clearTimeout(timer);
          resolve(ready[1]);
        }
      };
      started.stdout.on("data", onData);
      started.stderr.on("data", onData);
      started.once("exit", (code) => {
        clearTimeout(timer);
        reject(new Error(`the server ended with ${code}:\n${own}`));
      });
    });
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, "exit");
    child.kill(signal);
    const [code] = await exited;
    return code;
  }

  const url = await start();
  const port = Number(new URL(url).port);
  settings.PORT = String(port);
  return {
    url,
    port,
    get pid() {
      return child.pid ?? 0;
    },
    output: () => output,
    stop: (signal = "SIGINT") => end(signal),
    kill: async () => {
      await end("SIGKILL");
    },
    restart: async () => {
      await start();
    },
    dispose: async () => {
      await end("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import "./heap.ts";
import { existsSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import type { Duplex } from "node:stream";
import { pathToFileURL } from "node:url";
import type nextFactory from "next";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { createWriterThread } from "#lib/store/writer-thread.ts";
import { serve } from "./serve.ts";

/**
 * The program. `node dist/server.js` serves the build; with `--dev` (npm run dev) it serves the sources through Next's development
 * server. Ctrl-C and SIGTERM drain and exit 0; a second one exits at once.
 */
const dev = process.argv.includes("--dev");

async function main(): Promise<void> {
  // Whoever read what is printed may be gone: a pipe's other end, a terminal. Unheard, that would be an error which Next prints, and so on.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const settings = env();
  const next = createRequire(import.meta.url)("next") as typeof nextFactory;
  // Next takes every upgrade of the server it is given, or of the first request's, and ends those it does not know. So it is given one
  // that never listens; the doorway hands it what is its own.
  const httpServer = createServer();
  const { HOST: hostname, PORT: port } = settings;
  const app = next({ dev, dir: process.cwd(), hostname, port, httpServer, customServer: true });
  await app.prepare();
  // Bundled, the thread's program lies beside this one; from the sources the writer runs in this thread.
  const program = path.join(import.meta.dirname, "writer.js");
  const writer = existsSync(program) ? createWriterThread(pathToFileURL(program), settings.DATABASE_URL) : undefined;
  const page = app.getRequestHandler();
  // In a custom server `app.getUpgradeHandler()` does nothing (16.4.6): what reloads pages hears the server given above. Without an
  // answer to it the page never comes alive, because React's debug channel waits there.
  const upgrade: typeof upgradePage | null = dev ? upgradePage : null;
  function upgradePage(message: IncomingMessage, socket: Duplex, head: Buffer): void {
    httpServer.emit("upgrade", message, socket, head);
  }
  const serving = await serve({ page: (message, response) => void page(message, response), upgrade, dev, writer });
  // For people; standard output is for the log alone.
  process.stderr.write(`\n  Wirebin is ready: ${serving.url}\n\n`);
  log().info({ url: serving.url }, "listening");

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log().info({ signal }, "stopping");
    serving
      .close()
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        log().fatal({ err: error }, "did not stop cleanly");
        process.exit(1);
      });
  };
  process.on("SIGINT", () => stop("SIGINT"));
  process.on("SIGTERM", () => stop("SIGTERM"));
}

main().catch((error: unknown) => {
  process.stderr.write(`Wirebin could not start.\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

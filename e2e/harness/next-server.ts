import { freePort } from "./free-port.ts";
import { startProgram, type TestServer } from "./server.ts";

/** `next start` on the same build: Next's own server, without ours in front. With a database of its own. */
export async function startNextServer(env: Record<string, string> = {}): Promise<TestServer> {
  const port = String(await freePort());
  const program = ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", port];
  return startProgram(program, /- Local: +(http:\/\/\S+)/, { PORT: port, ...env });
}

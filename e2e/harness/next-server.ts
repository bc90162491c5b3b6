import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { startProgram, type TestServer } from "./server.ts";

/** `next start` on the same build: Next's own server, without ours in front. With a database of its own. */
export async function startNextServer(env: Record<string, string> = {}): Promise<TestServer> {
  const port = String(await freePort());
  const program = ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", port];
  return startProgram(program, /- Local: +(http:\/\/\S+)/, { PORT: port, ...env });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

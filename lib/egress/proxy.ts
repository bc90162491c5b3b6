import type { Socket } from "node:net";
import { Socket as NetSocket } from "node:net";
import { Client } from "undici";
import { Failure } from "./failure.ts";
import type { Target } from "./target.ts";

/**
 * A tunnel to the target through an HTTP proxy (CONNECT, RFC 9110 section 9.3.6), for plain http too: the proxy sees bytes, not messages.
 *
 * Limit: the proxy gets the host *name* and looks it up again, so a name that changes its address between our look-up and the proxy's is the
 * proxy's to refuse. Point EGRESS_PROXY at one that judges addresses itself, such as Smokescreen. The proxy's own address is the
 * operator's choice and is not judged.
 */
export async function openTunnel(proxy: URL, target: Target, signal: AbortSignal): Promise<Socket> {
  const host = target.hostname.includes(":") ? `[${target.hostname}]` : target.hostname;
  const authority = `${host}:${target.port}`;
  const client = new Client(proxy.origin, { pipelining: 0 });
  try {
    const { statusCode, socket } = await client.connect({
      path: authority,
      headers: { host: authority, ...authorization(proxy) },
      signal,
    });
    if (statusCode === 200 && socket instanceof NetSocket) {
      socket.on("error", () => socket.destroy());
      return socket;
    }
    socket.destroy();
    throw new Failure("proxy_failed", `The outgoing proxy (EGRESS_PROXY) refused the target with ${statusCode}.`);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof Failure ? error : new Failure("proxy_failed", undefined, error);
  } finally {
    // The tunnel's socket no longer belongs to this client; this ends a connection that did not become one.
    void client.destroy();
  }
}

function authorization(proxy: URL): Record<string, string> {
  if (proxy.username === "" && proxy.password === "") return {};
  const plain = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(plain).toString("base64")}` };
}

import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/**
 * A sender that keeps a ledger: which bodies it was told are stored. After a crash, every entry must be there; what got no answer may
 * be there or not.
 */
export type Ledger = {
  /** Body text by the X-Request-Id that came with a 200. */
  answered: Map<string, string>;
  refused: number;
  /** Stops sending; resolves when every connection is closed. */
  stop: () => Promise<void>;
};

export function sendSteadily(port: number, bin: string, connections: number): Ledger {
  const answered = new Map<string, string>();
  const ledger: Ledger = { answered, refused: 0, stop: async () => undefined };
  let stopping = false;
  const sockets = new Set<Socket>();
  const closed: Promise<void>[] = [];

  for (let i = 0; i < connections; i += 1) {
    const socket = connect(port, "127.0.0.1");
    sockets.add(socket);
    let body = "";
    let seen = "";
    const send = () => {
      body = randomBytes(400).toString("base64");
      socket.write(`POST /${bin}/ledger HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    };
    socket.on("connect", send);
    socket.on("data", (data) => {
      seen += data.toString("latin1");
      const head = seen.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/\r\nContent-Length: (\d+)/.exec(seen)?.[1] ?? 0);
      if (seen.length < head + 4 + length) return;
      const id = /\r\nX-Request-Id: (\S+)/.exec(seen)?.[1];
      if (seen.startsWith("HTTP/1.1 200") && id) answered.set(id, body);
      else ledger.refused += 1;
      seen = "";
      if (stopping) socket.end();
      else send();
    });
    socket.on("error", () => undefined);
    closed.push(new Promise((resolve) => socket.on("close", () => resolve())));
  }
  ledger.stop = async () => {
    stopping = true;
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, 5000);
    await Promise.all(closed);
    clearTimeout(timer);
  };
  return ledger;
}

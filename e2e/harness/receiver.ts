import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

/** A loopback target that keeps every byte it is sent, and answers what it is told. */
export type Receiver = {
  url: string;
  port: number;
  messages: () => Buffer[];
  connections: () => number;
  close: () => Promise<void>;
};

export const OK = "HTTP/1.1 200 OK\r\nX-Receiver: yes\r\nContent-Length: 8\r\nConnection: close\r\n\r\nreceived";

/** An answer with nothing but its status. */
export function plainAnswer(status: number, headers = ""): string {
  return `HTTP/1.1 ${status} X\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`;
}

/** What to answer a message with: bytes, or a function that says so for each, and gives null to leave its sender waiting. */
export type ReceiverAnswer = string | ((message: Buffer) => string | null);

/** A message counts as whole when its Content-Length is there; senders here never chunk. `port` 0 takes a free one. */
export async function startReceiver(answer: ReceiverAnswer = OK, listenOn = 0): Promise<Receiver> {
  const messages: Buffer[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    let bytes = Buffer.alloc(0);
    socket.on("data", (data) => {
      bytes = Buffer.concat([bytes, data]);
      const head = bytes.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(bytes.subarray(0, head).toString("latin1"))?.[1] ?? 0);
      if (bytes.length < head + 4 + length) return;
      messages.push(bytes);
      const said = typeof answer === "string" ? answer : answer(bytes);
      if (said !== null) socket.end(said);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(listenOn, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    messages: () => messages,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** A receiver for tests: takes bytes off a socket and answers with bytes, so that nothing between hides what was sent. */
export type RawReceiver = {
  port: number;
  url: string;
  /** Each request as it came: head and body in one. */
  requests: Buffer[];
  connections: number;
  /** Resolves when the sender's side of every connection so far is gone. */
  idle: () => Promise<void>;
  close: () => Promise<void>;
};

/** What to do with a whole request: bytes to answer with (the connection then closes), or a function that has the socket. */
export type RawAnswer = string | Buffer | ((socket: Socket, request: Buffer) => void);

export const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/** Listens on a free port. `wrap` turns the TCP server into another kind, such as a TLS one. */
export async function rawReceiver(
  answer: RawAnswer = OK,
  makeServer: (onSocket: (socket: Socket) => void) => Server = (onSocket) => createServer(onSocket),
  host = "127.0.0.1",
): Promise<RawReceiver> {
  const open = new Set<Socket>();
  const receiver: RawReceiver = {
    port: 0,
    url: "",
    requests: [],
    connections: 0,
    idle: async () => {
      await Promise.all([...open].map((socket) => new Promise((done) => socket.once("close", done))));
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      if (server.listening) await new Promise((done) => server.close(done));
    },
  };
  const server = makeServer((socket) => {
    receiver.connections += 1;
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    takeRequest(socket, (request) => {
      receiver.requests.push(request);
      if (typeof answer === "function") answer(socket, request);
      else socket.end(answer);
    });
  });
  server.listen(0, host);
  await once(server, "listening");
  receiver.port = (server.address() as AddressInfo).port;
  receiver.url = `http://${host.includes(":") ? `[${host}]` : host}:${receiver.port}`;
  return receiver;
}

/** The lines of a request's head as pairs, in order, read without any HTTP library. */
export function headLines(request: Buffer): string[] {
  return request.toString("latin1").split("\r\n\r\n")[0]?.split("\r\n") ?? [];
}

/** The bytes after the head. */
export function bodyOf(request: Buffer): Buffer {
  return request.subarray(request.indexOf("\r\n\r\n") + 4);
}

function takeRequest(socket: Socket, done: (request: Buffer) => void): void {
  let got = Buffer.alloc(0);
  const take = (chunk: Buffer) => {
    got = Buffer.concat([got, chunk]);
    const end = got.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = /\r\ncontent-length: *(\d+)/i.exec(got.toString("latin1", 0, end))?.[1];
    if (got.length < end + 4 + Number(length ?? 0)) return;
    socket.off("data", take);
    done(got);
  };
  socket.on("data", take);
}

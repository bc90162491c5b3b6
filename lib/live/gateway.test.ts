import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createBus } from "./bus.ts";
import { type ClientToServer, type JoinAnswer, type ServerToClient, SOCKET_PATH } from "./events.ts";
import { createGateway, type GatewayUse } from "./gateway.ts";

const BIN = "abcdefghij0123456789";
const bus = createBus();
const joined: JoinAnswer = { ok: true, lastSeq: 0, firstSeq: 1, total: 0, missed: [], more: false };
const problems: unknown[] = [];
let watched: string[] = [];
const use: GatewayUse = {
  bus,
  isAllowedOrigin: () => true,
  join: async () => joined,
  mayRead: async () => true,
  review: async () => ({ kept: new Map(), refused: new Set() }),
  readOutbox: async () => ({ deliveries: [], replays: [], targets: [] }),
  watch: async (bin) => void watched.push(bin),
  unwatch: (bin) => {
    watched = watched.filter((one) => one !== bin);
  },
  onError: (error) => problems.push(error),
};
const gateway = createGateway(use);
const server = createServer();
server.on("upgrade", gateway.handleUpgrade);
const sockets: Socket<ServerToClient, ClientToServer>[] = [];

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

afterAll(async () => {
  await gateway.close();
  server.close();
});

function connect(): Socket<ServerToClient, ClientToServer> {
  const { port } = server.address() as AddressInfo;
  const options = { path: SOCKET_PATH, transports: ["websocket"], forceNew: true, reconnection: false };
  const socket: Socket<ServerToClient, ClientToServer> = io(`http://127.0.0.1:${port}`, options);
  sockets.push(socket);
  return socket;
}

const join = (socket: Socket<ServerToClient, ClientToServer>) => socket.emitWithAck("join", { bin: BIN });

test.each(["watch", "join"] as const)(
  "a join whose %s fails leaves nobody in a room of which nothing is told",
  async (step) => {
    const socket = connect();
    const right = { ...use };
    Object.assign(use, { [step]: () => Promise.reject(new Error("the store is away")) });
    expect(await join(socket)).toEqual({ ok: false, code: "unavailable" });
    Object.assign(use, right);
    expect(problems.splice(0)).toMatchObject([{ message: "the store is away" }]);
    expect(watched).toEqual([]);
    const events: string[] = [];
    socket.onAny((name) => events.push(name));
    bus.publish({ kind: "removed", bin: BIN, seqs: "all" });
    expect(await join(socket)).toEqual(joined);
    expect(events).toEqual([]);
    expect(watched).toEqual([BIN]);
    bus.publish({ kind: "removed", bin: BIN, seqs: "all" });
    await once(socket as never, "removed");
  },
);

import type { Server } from "node:http";
import type { Socket } from "node:net";
import { plain } from "#lib/capture/answer.ts";
import { plainAddress } from "#lib/http/network.ts";
import { sayGoodbye } from "./goodbye.ts";
import { readPreamble } from "./preamble.ts";

export type PreambleUse = {
  /** Whether connections from this address begin with a preamble (setting PROXY_PROTOCOL). Such a peer is never guessed at. */
  speaks: (address: string) => boolean;
  /** What came behind the preamble in the same packet, once those who listen for connections have the socket. */
  onRest: (socket: Socket, bytes: Buffer) => void;
};

const PREAMBLE_TIMEOUT_MS = 5000;

export type Preambles = {
  /** Ends the connections that have not said who they are. */
  endWaiting: () => void;
  /** Those too that hear why they are refused. */
  closeAll: () => void;
};

/**
 * Steps in before all who listen for connections so far: where a TCP proxy stands between, they get the socket when the preamble has
 * been read from it, with the sender's address as its `remoteAddress`. One that does not begin as agreed hears 400, and nothing is taken.
 */
export function expectPreambles(server: Server, { speaks, onRest }: PreambleUse): Preambles {
  const waiting = new Set<Socket>();
  const refused = new Set<Socket>();
  const listeners = server.listeners("connection");
  const handOver = (socket: Socket) => {
    for (const listener of listeners) listener.call(server, socket);
  };
  server.removeAllListeners("connection");
  server.on("connection", (socket) => {
    if (!speaks(plainAddress(socket.remoteAddress ?? ""))) handOver(socket);
    else {
      keepIn(waiting, socket);
      takePreamble(socket, (rest) => {
        waiting.delete(socket);
        if (rest === null) {
          keepIn(refused, socket);
          refuse(socket);
          return;
        }
        handOver(socket);
        if (rest.length > 0) onRest(socket, rest);
      });
    }
  });
  const destroy = (sockets: Set<Socket>) => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    endWaiting: () => destroy(waiting),
    closeAll: () => {
      destroy(waiting);
      destroy(refused);
    },
  };
}

function keepIn(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.once("close", () => sockets.delete(socket));
}

/** Gives what came behind the preamble, or null when there is none. A socket that ends before is given to nobody. */
function takePreamble(socket: Socket, done: (rest: Buffer | null) => void): void {
  let seen: Buffer = Buffer.alloc(0);
  const giveUp = () => socket.destroy();
  const timer = setTimeout(giveUp, PREAMBLE_TIMEOUT_MS);
  const end = () => {
    clearTimeout(timer);
    socket.off("readable", read).off("end", giveUp).off("close", end).off("error", ignore);
  };
  const read = () => {
    const bytes: Buffer | null = socket.read();
    if (bytes === null) return;
    seen = seen.length === 0 ? bytes : Buffer.concat([seen, bytes]);
    const found = readPreamble(seen);
    if (found.kind === "partial") return;
    end();
    if (found.kind === "invalid") {
      done(null);
      return;
    }
    if (found.sender !== null) Object.defineProperty(socket, "remoteAddress", { value: plainAddress(found.sender) });
    done(seen.subarray(found.length));
  };
  socket.on("readable", read).on("end", giveUp).on("close", end).on("error", ignore);
}

/** The end of the connection is all there is to know of it. */
function ignore(): void {}

function refuse(socket: Socket): void {
  const why =
    "This address was said to begin connections with the PROXY protocol (setting PROXY_PROTOCOL), and did not.";
  socket.on("error", ignore);
  socket.resume();
  sayGoodbye(socket, plain(400, why, [], true), true);
}

import type { io, Socket } from "socket.io-client";
import { type ClientToServer, type JoinAnswer, type ServerToClient, SOCKET_PATH } from "#lib/live/events.ts";
import type { Link } from "./session.ts";

/** The live connection. The only place in the browser that knows socket.io. */

export type LiveHandlers = { link: (link: Link) => void } & {
  [Event in "captures" | "removed" | "mark" | "resync" | "bin" | "delivery"]: ServerToClient[Event];
} & {
  /** For pages that list deliveries of the whole bin, or captures. */
  [Event in "deliveries" | "target" | "replay" | "kept" | "replied"]?: ServerToClient[Event];
};

export type Live = {
  /** Rejects when no answer comes in time or the connection is gone. */
  join: (bin: string, after: number) => Promise<JoinAnswer>;
  close: () => void;
};

const JOIN_TIMEOUT_MS = 8000;
/** After so many failed tries in a row it is honest to say "offline". */
const OFFLINE_AFTER = 4;

/** The library is fetched beside the page, not before it: what the page shows first does not wait for it. */
export function openLive(handlers: LiveHandlers): Live {
  let closed = false;
  const opening = import("socket.io-client").then(({ io }) => (closed ? null : connect(io, handlers)));
  opening.catch(() => handlers.link("offline"));
  return {
    join: async (bin, after) => {
      const live = await opening;
      if (!live) throw new Error("the connection was closed");
      return live.join(bin, after);
    },
    close: () => {
      closed = true;
      opening.then((live) => live?.close()).catch(() => undefined);
    },
  };
}

function connect(open: typeof io, handlers: LiveHandlers): Live {
  const socket: Socket<ServerToClient, ClientToServer> = open({
    path: SOCKET_PATH,
    transports: ["websocket"],
    reconnectionDelay: 300,
    reconnectionDelayMax: 4000,
    timeout: 8000,
  });
  let failures = 0;

  const lost = () => {
    failures += 1;
    handlers.link(!navigator.onLine || failures > OFFLINE_AFTER ? "offline" : "reconnecting");
  };
  socket.on("connect", () => {
    failures = 0;
    handlers.link("live");
  });
  socket.on("disconnect", (reason) => {
    lost();
    // Only the client's own manager reconnects by itself; a server that closed us has to be asked.
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("connect_error", () => {
    lost();
    // A refused handshake is not retried by the manager: the session cookie may be there next time.
    if (!socket.active) retry = setTimeout(() => socket.connect(), 2000);
  });
  let retry: ReturnType<typeof setTimeout> | undefined;
  socket.on("captures", handlers.captures);
  socket.on("removed", handlers.removed);
  socket.on("mark", handlers.mark);
  socket.on("resync", handlers.resync);
  socket.on("bin", handlers.bin);
  socket.on("delivery", handlers.delivery);
  if (handlers.deliveries) socket.on("deliveries", handlers.deliveries);
  if (handlers.target) socket.on("target", handlers.target);
  if (handlers.replay) socket.on("replay", handlers.replay);
  if (handlers.kept) socket.on("kept", handlers.kept);
  if (handlers.replied) socket.on("replied", handlers.replied);

  const goOnline = () => socket.connect();
  // A connection that is there does not need the network: to localhost it is not even cut. What is cut says so itself.
  const goOffline = () => {
    if (!socket.connected) handlers.link("offline");
  };
  window.addEventListener("online", goOnline);
  window.addEventListener("offline", goOffline);

  return {
    join: (bin, after) => socket.timeout(JOIN_TIMEOUT_MS).emitWithAck("join", { bin, after }),
    close: () => {
      clearTimeout(retry);
      window.removeEventListener("online", goOnline);
      window.removeEventListener("offline", goOffline);
      socket.disconnect();
    },
  };
}

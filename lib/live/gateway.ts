import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Server, type Socket } from "socket.io";
import type { Summary } from "#lib/model/capture.ts";
import type { Delivery } from "#lib/model/delivery.ts";
import type { Replay } from "#lib/model/replay.ts";
import type { Target } from "#lib/model/target.ts";
import type { Bus, BusEvent, OutboxChanges } from "./bus.ts";
import { type ClientToServer, type JoinAnswer, type ServerToClient, SOCKET_PATH } from "./events.ts";
import { createPace } from "./pace.ts";
import { portionsOf } from "./portions.ts";
import { type Credentials, createRounds, type Review, type Watcher } from "./rounds.ts";
import { boundUnread } from "./unread.ts";

/**
 * The only place on the server that knows socket.io. Joins are authorised each time; captures are sent at the pace of pace.ts.
 */
export type GatewayUse = {
  bus: Bus;
  isAllowedOrigin: (origin: string, host: string | undefined) => boolean;
  /** What a new member of a room needs, or why it may not join. */
  join: (bin: string, after: number | null, credentials: Credentials) => Promise<JoinAnswer>;
  /** Whether somebody with these credentials may read. */
  mayRead: (bin: string, credentials: Credentials) => Promise<boolean>;
  /** The same of all who watch, and how their bins stand. */
  review: (watchers: readonly Watcher[]) => Promise<Review>;
  /** What changed among a bin's deliveries, as its owner sees it; asked only when somebody watches. */
  readOutbox: (bin: string, changes: OutboxChanges) => Promise<OutboxNews>;
  /** Somebody watches a bin from now on; nobody does any more. */
  watch: (bin: string) => Promise<void>;
  unwatch: (bin: string) => void;
  onError: (error: unknown) => void;
};

export type OutboxNews = { deliveries: Delivery[]; replays: Replay[]; targets: Target[] };

export type Gateway = {
  handleUpgrade: (message: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Tells clients to reconnect elsewhere, and ends. */
  close: () => Promise<void>;
};

/** `who` names the credentials. */
type MemberData = { joins: number; since: number; who: string; credentials: Credentials };
type Member = Socket<ClientToServer, ServerToClient, Record<string, never>, MemberData>;
type Io = Server<ClientToServer, ServerToClient, Record<string, never>, MemberData>;

const MAX_ROOMS = 20;
/** A browser joins a handful of bins; this many joins in a minute is a flood. */
const MAX_JOINS_A_MINUTE = 120;

export function createGateway(use: GatewayUse): Gateway {
  const io: Io = new Server({
    path: SOCKET_PATH,
    transports: ["websocket"],
    serveClient: false,
    maxHttpBufferSize: 16_384,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    perMessageDeflate: false,
    allowRequest: (message, decide) => {
      const { origin, host } = message.headers;
      decide(null, origin === undefined || use.isAllowedOrigin(origin, host));
    },
  });
  // Upgrades are routed by the doorway, so the engine listens to a server of its own that never opens a port.
  const engineDoor = createServer();
  io.attach(engineDoor);

  const rooms = createRooms(io, use);
  io.on("connection", (socket) => {
    socket.data = { joins: 0, since: performance.now(), ...shownBy(socket) };
    boundUnread(socket.conn);
    socket.on("join", (request, answer) => {
      if (typeof answer !== "function") return;
      rooms.join(socket, request).then(answer, (error: unknown) => {
        use.onError(error);
        answer({ ok: false, code: "unavailable" });
      });
    });
    socket.on("leave", (request) => {
      if (typeof request?.bin === "string") socket.leave(request.bin);
    });
  });
  const unsubscribe = use.bus.subscribe(rooms.onEvent);
  io.of("/").adapter.on("delete-room", use.unwatch);

  return {
    handleUpgrade: (message, socket, head) => engineDoor.emit("upgrade", message, socket, head),
    close: async () => {
      unsubscribe();
      rooms.close();
      await io.close();
    },
  };
}

function createRooms(io: Io, use: GatewayUse) {
  const isWatched = (bin: string) => io.sockets.adapter.rooms.has(bin);

  function send(bin: string, captures: Summary[]): void {
    for (const portion of portionsOf(captures)) io.to(bin).emit("captures", { bin, captures: portion });
  }

  const pace = createPace(send);

  function onEvent(event: BusEvent): void {
    if (event.kind === "stale" || !isWatched(event.bin)) return;
    const { bin } = event;
    if (event.kind === "captured") {
      pace.add(bin, event.summary());
      return;
    }
    // What was captured before comes before what happened to it.
    pace.flush(bin);
    switch (event.kind) {
      case "removed":
        io.to(bin).emit("removed", event.seqs === "all" ? { bin, all: true } : { bin, seqs: event.seqs });
        return;
      case "marked":
        rounds.marked(bin);
        io.to(bin).emit("mark", { bin, ...event.mark });
        return;
      case "missed":
        io.to(bin).emit("resync", { bin });
        io.to(bin).emit("deliveries", { bin });
        return;
      case "changed":
        io.to(bin).emit("bin", { bin, settings: event.settings });
        return;
      case "replied":
        io.to(bin).emit("replied", { bin, seq: event.seq, status: event.status });
        return;
      case "outbox":
        tellOutbox(bin, event).catch(use.onError);
        return;
      case "deleted":
        io.to(bin).emit("bin", { bin, deleted: true });
        io.in(bin).socketsLeave(bin);
    }
  }

  async function tellOutbox(bin: string, changes: OutboxChanges): Promise<void> {
    const { deliveries, replays, targets } = await use.readOutbox(bin, changes);
    for (const delivery of deliveries) io.to(bin).emit("delivery", { bin, delivery });
    for (const replay of replays) io.to(bin).emit("replay", { bin, replay });
    for (const target of targets) io.to(bin).emit("target", { bin, target });
    if (changes.more) io.to(bin).emit("deliveries", { bin });
  }

  async function join(socket: Member, request: unknown): Promise<JoinAnswer> {
    const { bin, after } = (request ?? {}) as { bin?: unknown; after?: unknown };
    if (typeof bin !== "string" || bin.length > 63 || bin === socket.id) return { ok: false, code: "bad_request" };
    if (after !== undefined && !(Number.isSafeInteger(after) && (after as number) >= 0)) {
      return { ok: false, code: "bad_request" };
    }
    if (isFlooding(socket) || socket.rooms.size > MAX_ROOMS) return { ok: false, code: "rate_limited" };
    const { credentials } = socket.data;
    if (!(await use.mayRead(bin, credentials))) return { ok: false, code: "not_found" };
    // Into the room first, then what was missed: nothing can fall between the two.
    await socket.join(bin);
    try {
      await use.watch(bin);
      const answer = await use.join(bin, after === undefined ? null : (after as number), credentials);
      if (answer.ok) rounds.joined(bin);
      else await socket.leave(bin);
      return answer;
    } catch (error) {
      // Told that it failed, it will ask again; a room of which nobody tells anything would look quiet for ever.
      await socket.leave(bin);
      throw error;
    }
  }

  const rounds = createRounds<Member>({
    watching: function* () {
      for (const member of io.sockets.sockets.values()) {
        for (const bin of member.rooms) if (bin !== member.id) yield { member, bin, ...member.data };
      }
    },
    review: use.review,
    letGo: (member, bin) => void member.leave(bin),
    tell: (bin, kept) => {
      pace.flush(bin);
      io.to(bin).emit("kept", { bin, ...kept });
    },
    onError: use.onError,
  });

  return {
    join,
    onEvent,
    close: () => {
      rounds.close();
      pace.close();
    },
  };
}

function isFlooding(socket: Member): boolean {
  const now = performance.now();
  if (now - socket.data.since > 60_000) Object.assign(socket.data, { joins: 0, since: now });
  socket.data.joins += 1;
  return socket.data.joins > MAX_JOINS_A_MINUTE;
}

function shownBy(socket: Socket): Pick<MemberData, "who" | "credentials"> {
  const { key }: { key?: unknown } = socket.handshake.auth;
  const { cookie } = socket.handshake.headers;
  const credentials = { ...(typeof key === "string" && { key }), ...(cookie !== undefined && { cookie }) };
  return { who: createHash("sha256").update(JSON.stringify(credentials)).digest("base64"), credentials };
}

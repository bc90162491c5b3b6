import { io, type Socket } from "socket.io-client";
import { type ClientToServer, type ServerToClient, SOCKET_PATH } from "#lib/live/events.ts";
import type { CreatedBin } from "#lib/model/bin.ts";
import { apiOf, createBin } from "../e2e/harness/api.ts";
import { message, sendRaw } from "../e2e/harness/raw.ts";
import type { TestServer } from "../e2e/harness/server.ts";
import { fillBin } from "./fill.mjs";
import type { LoadResult } from "./load.ts";
import { withLimit } from "./measure.ts";
import { note, sayRate } from "./notes.ts";
import { withSlowDisk } from "./slow-disk.ts";
import { byTurns, middle, ratio, type Turns } from "./turns.ts";
import { load, residentMb, withFile, withServer } from "./wirebin.ts";

/** What one process carries on the embedded database, beside what this machine could carry at all. */
export async function sqlite(): Promise<void> {
  const answer = await withLimit("answer", {}, (port) => load({ port }, ["/x"]));
  note("limit: bare Node, stores nothing", sayRate(answer));
  await storing();
  await inARing();
  await oneAtATime();
  await onASlowDisk();
  await filled();
  await largeBodies();
  await eventDelay();
}

/** A row for one of several that were measured by turns. */
function noteTurn<N extends string>(turns: Turns<N>, name: N, what: string, to?: [N, string], goal?: string): void {
  const share = to ? `${ratio(turns[name], turns[to[0]]).toFixed(2)} of ${to[1]}` : "";
  note(what, sayRate(middle(turns[name])), share, goal);
}

async function storing(): Promise<void> {
  await withLimit("group-commit", {}, (port) =>
    withServer({}, async (server, bin) => {
      const one = () => load(server, [`/${bin.id}`]);
      const targets: string[] = [];
      for (let i = 0; i < 10_000; i += 1) targets.push(`/${(await createBin(server.url)).id}`);
      // Each bin is read once before it counts, as in a server that has run for a while.
      await load(server, targets, { warmUpSeconds: 0, seconds: 12 });
      const turns = await byTurns({
        limit: () => load({ port }, ["/x"]),
        one,
        watched: () => watched(server, bin, one),
        many: () => load(server, targets),
      });
      noteTurn(turns, "limit", "limit: bare Node, SQLite in a thread, group commit");
      const goal = "≥ 13,000/s, p99 ≤ 25 ms, ≥ 0.6";
      noteTurn(turns, "one", "Wirebin, SQLite, 32 connections", ["limit", "the limit"], goal);
      noteTurn(turns, "watched", "with an open dashboard on the busy bin", ["one", "one bin"], "≥ 0.9");
      noteTurn(turns, "many", "10,000 bins in turn", ["one", "one bin"], "≥ 0.9");
    }),
  );
}

async function watched(server: TestServer, bin: CreatedBin, work: () => Promise<LoadResult>): Promise<LoadResult> {
  const socket = await openDashboard(server, bin);
  const result = await work();
  socket.disconnect();
  return result;
}

async function openDashboard(server: TestServer, bin: CreatedBin): Promise<Socket<ServerToClient, ClientToServer>> {
  const socket: Socket<ServerToClient, ClientToServer> = io(server.url, {
    path: SOCKET_PATH,
    transports: ["websocket"],
    auth: { key: bin.key },
  });
  await new Promise((resolve) => socket.emit("join", { bin: bin.id }, resolve));
  return socket;
}

async function inARing(): Promise<void> {
  await withLimit("group-commit", { RING: "1000" }, (port) =>
    withServer({ KEEP_CAPTURES: "1000" }, async (server, bin) => {
      const turns = await byTurns({
        limit: () => load({ port }, ["/x"]),
        ring: () => load(server, [`/${bin.id}`]),
      });
      noteTurn(turns, "limit", "limit: the same, ring of 1,000");
      noteTurn(turns, "ring", "a ring of 1,000", ["limit", "the limit with a ring"]);
    }),
  );
}

async function oneAtATime(): Promise<void> {
  await withServer({}, async (server, bin) => {
    note("one connection alone", sayRate(await load(server, [`/${bin.id}`], { connections: 1 })), "", "p50 ≤ 1 ms");
  });
}

async function onASlowDisk(): Promise<void> {
  await withSlowDisk((env) =>
    withServer(env, async (server, bin) => {
      note("a disk whose fsync takes 1 ms longer", sayRate(await load(server, [`/${bin.id}`])), "", "≥ 6,000/s");
    }),
  );
}

/** A bin that already holds a lot: listing it, and storing into it. */
async function filled(): Promise<void> {
  await withFile(async (server, bin, file) => {
    await sendRaw(server.port, message({ target: `/${bin.id}` }));
    note("resident, idle", `${residentMb(server.pid)} MB`, "", "≤ 250 MB");
    fillBin(file, bin.id, 100_000);
    // Filling held this process for seconds: let it notice which of its connections the server has closed meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const api = apiOf(server.url, bin);
    await api.captures();
    const started = performance.now();
    for (let i = 0; i < 50; i += 1) await api.captures();
    const took = (performance.now() - started) / 50;
    note("a list of 50 out of 100,000, through HTTP", `${took.toFixed(1)} ms`, "", "≤ 10 ms in the server");
    fillBin(file, bin.id, 900_000);
    await withServer({}, async (other, empty) => {
      const turns = await byTurns({
        empty: () => load(other, [`/${empty.id}`]),
        full: () => load(server, [`/${bin.id}`]),
      });
      noteTurn(turns, "full", "at 1 million stored", ["empty", "one that began empty"], "≥ 0.8");
    });
  });
}

async function largeBodies(): Promise<void> {
  await withServer({}, async (server, bin) => {
    note("100 KiB bodies", sayRate(await load(server, [`/${bin.id}`], { bodyBytes: 102_400 })), "", "≥ 1,500/s");
    const large = await load(server, [`/${bin.id}`], { bodyBytes: 10_000_000, connections: 4 });
    const megabytes = `${Math.round(large.perSecond * 10)} MB/s, resident ${residentMb(server.pid)} MB`;
    note("10 MB bodies, 4 connections", `${large.perSecond.toFixed(1)}/s, ${megabytes}`);
  });
}

/** What a dashboard waits for, at a steady 50 captures a second. */
async function eventDelay(): Promise<void> {
  await withServer({}, async (server, bin) => {
    const socket = await openDashboard(server, bin);
    const sent = new Map<string, number>();
    const delays: number[] = [];
    socket.on("captures", ({ captures }) => {
      for (const { path: seen } of captures) delays.push(performance.now() - (sent.get(seen) ?? 0));
    });
    for (let i = 0; i < 250; i += 1) {
      const target = `/${bin.id}/n/${i}`;
      sent.set(target, performance.now());
      void sendRaw(server.port, message({ target }));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.disconnect();
    delays.sort((a, b) => a - b);
    const at = (share: number) => (delays[Math.floor(delays.length * share)] ?? Number.NaN).toFixed(1);
    const goal = "p50 ≤ 10 ms, p99 ≤ 50 ms";
    note("sent → event at a dashboard, 50 a second", `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`, "", goal);
  });
}

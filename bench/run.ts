import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import path from "node:path";
import { io, type Socket } from "socket.io-client";
import { type ClientToServer, type ServerToClient, SOCKET_PATH } from "#lib/live/events.ts";
import type { CreatedBin } from "#lib/model/bin.ts";
import { build, isBuilt } from "#lib/server/build.mjs";
import { apiOf, createBin } from "../e2e/harness/api.ts";
import { message, sendRaw } from "../e2e/harness/raw.ts";
import { startServer, type TestServer } from "../e2e/harness/server.ts";
import { pageFigures } from "./figures.ts";
import { fillBin } from "./fill.mjs";
import { HEADERS, type LoadPlan, type LoadResult } from "./load.ts";
import { measure, withLimit } from "./measure.ts";
import { withPostgresql } from "./postgresql.ts";
import { replayAll } from "./replay.ts";
import { withSlowDisk } from "./slow-disk.ts";

/**
 * npm run bench: the limits of this machine and Wirebin, in one run, with the ratios between them; absolute figures of different machines
 * do not compare. Takes a few minutes; writes bench/results/latest.md.
 */
const SECONDS = 5;
const KIB = { headers: HEADERS, bodyBytes: 1024, seconds: SECONDS, warmUpSeconds: 1 };
/** Retention off: what is measured is storing. The ring has a case of its own. */
const KEEP_ALL = { KEEP_CAPTURES: "0", KEEP_BYTES: "0", LOG_LEVEL: "error" };

type Row = { what: string; result: string; goal: string; ratio: string };
const rows: Row[] = [];

function note(what: string, result: string, ratio = "", goal = ""): void {
  rows.push({ what, result, ratio, goal });
  process.stdout.write(`${what}: ${result} ${ratio} ${goal && `(goal: ${goal})`}\n`);
}

const rate = (r: LoadResult) =>
  `${Math.round(r.perSecond).toLocaleString("en")}/s, p50 ${r.p50Ms.toFixed(2)} ms, p99 ${r.p99Ms.toFixed(1)} ms${r.failed ? `, ${r.failed} failed` : ""}`;
const of = (a: LoadResult, b: LoadResult, name: string) => `${(a.perSecond / b.perSecond).toFixed(2)} of ${name}`;

async function withServer<T>(
  env: Record<string, string>,
  work: (server: TestServer, bin: CreatedBin) => Promise<T>,
): Promise<T> {
  const server = await startServer({ ...KEEP_ALL, ...env });
  try {
    return await work(server, await createBin(server.url));
  } finally {
    await server.dispose();
  }
}

const load = (server: { port: number }, targets: string[], changes: Partial<LoadPlan> = {}) =>
  measure({ ...KIB, port: server.port, targets, connections: 32, ...changes });

async function limits() {
  const answer = await withLimit("answer", {}, (port) => load({ port }, ["/x"]));
  note("limit: bare Node, stores nothing", rate(answer));
  const commit = await withLimit("group-commit", {}, (port) => load({ port }, ["/x"]));
  note("limit: bare Node, SQLite in a thread, group commit", rate(commit));
  const ring = await withLimit("group-commit", { RING: "1000" }, (port) => load({ port }, ["/x"]));
  note("limit: the same, ring of 1,000", rate(ring));
  return { commit, ring };
}

/** Commit to event: what a dashboard waits for, at a steady 50 captures a second. */
async function eventDelay(server: TestServer, bin: CreatedBin): Promise<{ p50: number; p99: number }> {
  const socket: Socket<ServerToClient, ClientToServer> = io(server.url, {
    path: SOCKET_PATH,
    transports: ["websocket"],
    auth: { key: bin.key },
  });
  await new Promise((resolve) => socket.emit("join", { bin: bin.id }, resolve));
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
  return {
    p50: delays[Math.floor(delays.length / 2)] ?? Number.NaN,
    p99: delays[Math.floor(delays.length * 0.99)] ?? Number.NaN,
  };
}

async function sqlite(limit: { commit: LoadResult; ring: LoadResult }): Promise<void> {
  const one = await withServer({}, async (server, bin) => {
    const result = await load(server, [`/${bin.id}`]);
    note(
      "Wirebin, SQLite, 32 connections",
      rate(result),
      of(result, limit.commit, "the limit"),
      "≥ 13,000/s, p99 ≤ 25 ms, ≥ 0.6",
    );
    return result;
  });
  await withServer({}, async (server, bin) => {
    note("one connection alone", rate(await load(server, [`/${bin.id}`], { connections: 1 })), "", "p50 ≤ 1 ms");
  });
  await withSlowDisk((env) =>
    withServer(env, async (server, bin) => {
      note("a disk whose fsync takes 1 ms longer", rate(await load(server, [`/${bin.id}`])), "", "≥ 6,000/s");
    }),
  );
  await withServer({ KEEP_CAPTURES: "1000" }, async (server, bin) => {
    const result = await load(server, [`/${bin.id}`]);
    note("a ring of 1,000", rate(result), of(result, limit.ring, "the limit with a ring"));
  });
  await withServer({}, async (server, bin) => {
    const socket = io(server.url, { path: SOCKET_PATH, transports: ["websocket"], auth: { key: bin.key } });
    await new Promise((resolve) => socket.emit("join", { bin: bin.id }, resolve));
    const result = await load(server, [`/${bin.id}`]);
    socket.disconnect();
    note("with an open dashboard on the busy bin", rate(result), of(result, one, "one bin"), "≥ 0.9");
  });
  await withServer({}, async (server) => {
    const targets: string[] = [];
    for (let i = 0; i < 10_000; i += 1) targets.push(`/${(await createBin(server.url)).id}`);
    // Each bin is read once before it counts, as in a server that has run for a while.
    await load(server, targets, { warmUpSeconds: 0, seconds: 15 });
    const result = await load(server, targets);
    note("10,000 bins in turn", rate(result), of(result, one, "one bin"), "≥ 0.9");
  });
  await stored(one);
  await withServer({}, async (server, bin) => {
    note("100 KiB bodies", rate(await load(server, [`/${bin.id}`], { bodyBytes: 102_400 })), "", "≥ 1,500/s");
    const large = await load(server, [`/${bin.id}`], { bodyBytes: 10_000_000, connections: 4 });
    note(
      "10 MB bodies, 4 connections",
      `${large.perSecond.toFixed(1)}/s, ${Math.round(large.perSecond * 10)} MB/s, resident ${residentMb(server.pid)} MB`,
    );
  });
  await withServer({}, async (server, bin) => {
    const { p50, p99 } = await eventDelay(server, bin);
    note(
      "sent → event at a dashboard, 50 a second",
      `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
      "",
      "p50 ≤ 10 ms, p99 ≤ 50 ms",
    );
  });
}

/** What the page does, in a browser. */
async function page(): Promise<void> {
  await pageFigures({
    note,
    withServer: (work) => {
      const file = path.join(import.meta.dirname, "results", `page-${process.pid}.db`);
      return withServer({ DATABASE_URL: `file:${file}` }, (server, bin) => work(server, bin, file)).finally(() => {
        for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
      });
    },
  });
}

/** Deliveries: a long replay, one after the other. */
async function replays(): Promise<void> {
  await withServer({}, async (server, bin) => {
    const { perSecond, isInOrder, earlyMb, latestMb } = await replayAll(server, bin);
    const order = isInOrder ? "complete and in order" : "NOT complete or NOT in order";
    note("10,000 captures replayed", `${Math.round(perSecond)}/s, ${order}, resident ${earlyMb} → ${latestMb} MB`);
  });
}

async function postgresql(): Promise<void> {
  await withPostgresql(async (url) => {
    const one = await withServer({ DATABASE_URL: url }, async (server, bin) => {
      const result = await load(server, [`/${bin.id}`]);
      note("Wirebin, PostgreSQL, one process", rate(result), "", "≥ 5,000/s");
      return result;
    });
    await withServer({ DATABASE_URL: url }, (first) =>
      withServer({ DATABASE_URL: url }, async (second) => {
        const bins = [await createBin(first.url), await createBin(second.url)];
        const [a, b] = await Promise.all(
          [first, second].map((server, i) => load(server, [`/${bins[i]?.id}`], { connections: 16 })),
        );
        const both = (a?.perSecond ?? 0) + (b?.perSecond ?? 0);
        const ratio = `${(both / one.perSecond).toFixed(2)} of one process`;
        note(
          "two processes, load, PostgreSQL on the same cores",
          `${Math.round(both).toLocaleString("en")}/s`,
          ratio,
          "≥ 1.7 where the database is not the limit",
        );
      }),
    );
  });
}

/** A bin that already holds a lot: storing into it, and listing it. */
async function stored(one: LoadResult): Promise<void> {
  const file = path.join(import.meta.dirname, "results", `fill-${process.pid}.db`);
  await withServer({ DATABASE_URL: `file:${file}` }, async (server, bin) => {
    await sendRaw(server.port, message({ target: `/${bin.id}` }));
    note("resident, idle", `${residentMb(server.pid)} MB`, "", "≤ 250 MB");
    fillBin(file, bin.id, 100_000);
    // Filling held this process for seconds: let it notice which of its connections the server has closed meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const api = apiOf(server.url, bin);
    await api.captures();
    const started = performance.now();
    for (let i = 0; i < 50; i += 1) await api.captures();
    note(
      "a list of 50 out of 100,000, through HTTP",
      `${((performance.now() - started) / 50).toFixed(1)} ms`,
      "",
      "≤ 10 ms in the server",
    );
    fillBin(file, bin.id, 900_000);
    const result = await load(server, [`/${bin.id}`]);
    note("at 1 million stored", rate(result), of(result, one, "empty"), "≥ 0.8");
  });
  for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
}

function residentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kb) / 1024);
}

function report(): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${arch()}, Node ${process.version}`;
  const table = rows.map(({ what, result, ratio, goal }) => `| ${what} | ${result} | ${ratio} | ${goal} |`);
  return [
    "# The last run of `npm run bench`",
    "",
    `${new Date().toISOString().slice(0, 10)}, ${machine}. 1 KiB JSON, 12 headers, answers after a commit with fsync; load from the same machine.`,
    "",
    "| what | seen | ratio | goal |",
    "|---|---|---|---|",
    ...table,
    "",
  ].join("\n");
}

if (!isBuilt()) await build();
await sqlite(await limits());
await postgresql();
await replays();
await page();
writeFileSync(path.join(import.meta.dirname, "results/latest.md"), report());
process.stdout.write(`\n${report()}`);

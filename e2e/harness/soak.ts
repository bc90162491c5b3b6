import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import type { CreatedBin } from "#lib/model/bin.ts";
import { apiOf, createBin } from "./api.ts";
import { openDashboard } from "./dashboard.ts";
import { longestStandstill, startWatched, type Vital, type Watched } from "./vitals.ts";

/** What a server looked like over an hour, or two minutes, of ordinary days: see `soak`. */
export type Soaked = {
  /** Answers by status; 0 is none at all. */
  answers: Map<number, number>;
  dashboards: number;
  reads: number;
  /** Each second: what the process held. `floor` is the least heap of the last seconds, which is what is left after a collection. */
  samples: { seconds: number; rss: number; heap: number; handles: number }[];
  longestStandstillMs: number;
};

const UPLOAD = randomBytes(1_000_000);
const BODY = JSON.stringify({ event: "invoice.paid", data: "x".repeat(900) });

/**
 * `seconds` of load: `rate` captures a second into a bin with a ring of 1,000 and one with the usual limits, a 1 MB upload each second,
 * dashboards that come and go, lists and bodies read through the API.
 */
export async function soak(seconds: number, rate: number, env: Record<string, string> = {}): Promise<Soaked> {
  const watched = await startWatched({ LOG_LEVEL: "error", ...env });
  try {
    const { url } = watched.server;
    const ring = await createBin(url, { keep: { captures: 1000 } });
    const usual = await createBin(url, { keep: { bytes: 50_000_000 } });
    return await load(watched, ring, usual, { seconds, rate });
  } finally {
    await watched.dispose();
  }
}

async function load(
  watched: Watched,
  ring: CreatedBin,
  usual: CreatedBin,
  { seconds, rate }: { seconds: number; rate: number },
): Promise<Soaked> {
  const { server } = watched;
  // Given up before the server does, so that no message meets a connection that is just being closed.
  const agent = new Agent({ keepAlive: true, maxSockets: 32, timeout: 3000 });
  const soaked: Soaked = { answers: new Map(), dashboards: 0, reads: 0, samples: [], longestStandstillMs: 0 };
  const underWay = new Set<Promise<unknown>>();
  const during = (work: Promise<unknown>) => {
    underWay.add(work);
    work.finally(() => underWay.delete(work));
  };

  const post = (bin: string, body: Buffer | string) =>
    new Promise<void>((resolve) => {
      const heard = (status: number) => {
        soaked.answers.set(status, (soaked.answers.get(status) ?? 0) + 1);
        resolve();
      };
      const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
      const sending = request(
        { agent, host: "127.0.0.1", port: server.port, path: `/${bin}/soak`, method: "POST", headers },
        (answer) => {
          answer.resume();
          answer.on("end", () => heard(answer.statusCode ?? 0));
        },
      );
      sending.on("error", () => heard(0));
      sending.end(body);
    });

  async function look(): Promise<void> {
    const api = apiOf(server.url, usual);
    const { captures } = await api.captures("limit=50");
    await api.bytes(`/captures/${captures[0]?.seq ?? 1}/body`);
    soaked.reads += 1;
  }

  async function visit(): Promise<void> {
    const dashboard = await openDashboard(server.url, soaked.dashboards % 2 ? ring : usual);
    soaked.dashboards += 1;
    await new Promise((resolve) => setTimeout(resolve, 2000));
    dashboard.close();
  }

  const started = Date.now();
  let sent = 0;
  const sending = setInterval(() => {
    // As many as are due: a timer that comes late is made up for, to a bound.
    const due = Math.min(rate, Math.floor(((Date.now() - started) / 1000) * rate) - sent);
    for (let i = 0; i < due; i += 1) during(post(i % 2 ? ring.id : usual.id, BODY));
    sent = Math.floor(((Date.now() - started) / 1000) * rate);
  }, 20);
  const everySecond = setInterval(() => {
    during(post(usual.id, UPLOAD));
    during(look());
    during(visit());
  }, 1000);
  const sampling = setInterval(() => {
    const last = watched.vitals().slice(-60);
    const { rss } = last.at(-1) ?? { rss: 0 };
    const heap = Math.min(...last.map(({ heapUsed, arrayBuffers }: Vital) => heapUsed + arrayBuffers));
    soaked.samples.push({ seconds: (Date.now() - started) / 1000, rss, heap, handles: watched.handles() });
  }, 1000);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  for (const timer of [sending, everySecond, sampling]) clearInterval(timer);
  await Promise.allSettled(underWay);
  agent.destroy();
  // The first two seconds are the start's.
  soaked.longestStandstillMs = longestStandstill(watched.vitals(), started + 2000);

  return soaked;
}

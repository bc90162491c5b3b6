import type { ReadonlyPairs } from "#lib/http/pairs.ts";
import { type DialSettings, dial, refusalOf, type Timings } from "./dial.ts";
import type { Answer, Hop } from "./exchange.ts";
import { Failure, type FailureCode } from "./failure.ts";
import { endToEndFields, HOP_HEADER, MAX_HOPS, requestProblem } from "./fields.ts";
import { createJudge, type JudgeSettings } from "./judge.ts";
import { createLookup, type Lookup } from "./lookup.ts";
import { parseTarget } from "./target.ts";

/**
 * The one way out of this process. A redirect is an answer like any other: nobody follows it. Knows targets, addresses and HTTP/1.1; refuses to know bins, captures and deliveries.
 */
export type EgressRequest = {
  url: string;
  method: string;
  headers: ReadonlyPairs;
  body: Uint8Array;
  /** How many times Wirebin has already sent this request on (`hopsOf` of the captured headers). */
  hops: number;
  signal?: AbortSignal;
};

export type EgressResult =
  | ({ kind: "answered"; url: string; remoteAddress: string | null; timings: Timings } & Answer)
  | { kind: "failed"; code: FailureCode; message: string; timings: Timings; answer?: Answer };

export type EgressLimits = {
  /** Lookup, TCP and TLS together. */
  connectMs: number;
  /** From the connection to the end of the answer's headers. */
  answerMs: number;
  /** Everything. */
  totalMs: number;
  maxBodyBytes: number;
  maxHeaderBytes: number;
};

export const DEFAULT_LIMITS: EgressLimits = {
  connectMs: 5000,
  answerMs: 15_000,
  totalMs: 30_000,
  maxBodyBytes: 1024 * 1024,
  maxHeaderBytes: 64 * 1024,
};

export type EgressSettings = JudgeSettings & {
  /** An HTTP proxy for everything: `http://[user:password@]host:port`. */
  proxy: string | null;
  /** Settings that say where this Wirebin is reached from outside; never a target. */
  ownUrls?: readonly string[];
  lookup?: Lookup;
  limits?: Partial<EgressLimits>;
  /** PEM certificates trusted in place of the system's. */
  ca?: string;
};

export type Egress = {
  send: (request: EgressRequest) => Promise<EgressResult>;
  /** What is wrong with a target that can be told without looking its name up or connecting; null when nothing is. */
  check: (url: string) => { code: FailureCode; message: string } | null;
};

/**
 * A client that reaches public addresses, what `allow` adds, and loopback if allowed; never our own listener. `send` never throws and never
 * rejects. Every target that is not allowed gives the same failure, before any connection is made, so that
 * nobody can map a network by asking. Throws a RangeError when `allow` or `proxy` cannot be read.
 */
export function createEgress(settings: EgressSettings): Egress {
  const limits = { ...DEFAULT_LIMITS, ...settings.limits };
  const dialSettings: DialSettings = {
    judge: createJudge(settings),
    ownUrls: settings.ownUrls ?? [],
    lookup: settings.lookup ?? createLookup(),
    proxy: settings.proxy === null ? null : parseProxy(settings.proxy),
    ca: settings.ca,
  };
  return {
    send: (request) => send(request, dialSettings, limits),
    check: (url) => {
      const target = parseTarget(url);
      return target instanceof Failure ? target : refusalOf(target, dialSettings);
    },
  };
}

/** What is known so far, for the report on a send that ends early. */
type Progress = { steps: Partial<Timings>; answer: Answer | null };
type Arrived = Answer & { url: string; remoteAddress: string | null };

async function send(request: EgressRequest, settings: DialSettings, limits: EgressLimits): Promise<EgressResult> {
  const started = performance.now();
  const stop = new AbortController();
  const cancel = () => stop.abort(new Failure("cancelled"));
  if (request.signal?.aborted) cancel();
  request.signal?.addEventListener("abort", cancel, { once: true });
  const clearTotal = stopAfter(limits.totalMs, "total_timeout", stop);
  const progress: Progress = { steps: {}, answer: null };
  try {
    const arrived = await sendOne(request, settings, limits, stop, progress);
    return { kind: "answered", ...arrived, timings: { ...progress.steps, totalMs: performance.now() - started } };
  } catch (error) {
    const { code, message } = error instanceof Failure ? error : new Failure("internal", undefined, error);
    const totalMs = performance.now() - started;
    // How far a refused target got would tell what its name resolves to.
    const timings = code === "target_not_allowed" ? { totalMs } : { ...progress.steps, totalMs };
    return { kind: "failed", code, message, timings, ...(progress.answer ? { answer: progress.answer } : {}) };
  } finally {
    clearTotal();
    request.signal?.removeEventListener("abort", cancel);
  }
}

/** Rejects with a Failure. */
async function sendOne(
  request: EgressRequest,
  settings: DialSettings,
  limits: EgressLimits,
  stop: AbortController,
  progress: Progress,
): Promise<Arrived> {
  const hop = firstHop(request);
  // Not before anything is sent: undici is large.
  const { exchange } = await import("./exchange.ts");
  const clearConnect = stopAfter(limits.connectMs, "connect_timeout", stop);
  const { socket, remoteAddress } = await dial(hop.target, settings, stop.signal, progress.steps).finally(clearConnect);
  const clearAnswer = stopAfter(limits.answerMs, "answer_timeout", stop);
  const counted: Hop = { ...hop, headers: [...hop.headers, [HOP_HEADER, String(request.hops + 1)]] };
  const { answer, failure, firstByteMs } = await exchange(socket, counted, limits, stop.signal, clearAnswer);
  clearAnswer();
  if (firstByteMs !== undefined) progress.steps.firstByteMs = firstByteMs;
  progress.answer = answer;
  if (failure) throw failure;
  if (!answer) throw new Failure("internal");
  progress.answer = null;
  return { ...answer, url: hop.target.url.href, remoteAddress };
}

function firstHop(request: EgressRequest): Hop {
  if (request.hops >= MAX_HOPS) throw new Failure("loop_detected");
  const target = parseTarget(request.url);
  if (target instanceof Failure) throw target;
  const headers = endToEndFields(request.headers);
  const problem = requestProblem(request.method, headers);
  if (problem) throw problem;
  return { target, method: request.method, headers, body: request.body };
}

function stopAfter(ms: number, code: FailureCode, stop: AbortController): () => void {
  const timer = setTimeout(() => stop.abort(new Failure(code)), ms);
  return () => clearTimeout(timer);
}

function parseProxy(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") throw new RangeError("a proxy is http://host:port");
  return url;
}

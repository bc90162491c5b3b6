import type { AnswerMessage, JobMessage, Jobs } from "./views-job.ts";

/** How long a job may take before it is given up on. */
const PATIENCE_MS = 10_000;
/** A job nobody waits for any more may still end by itself, which spares a new worker. */
const GRACE_MS = 500;

type Asked = {
  message: JobMessage;
  signal: AbortSignal;
  /** It failed once already. */
  isSecond: boolean;
  resolve: (answer: never) => void;
  reject: (reason: unknown) => void;
};

let worker: Worker | null = null;
let jobs = 0;
let running: Asked | null = null;
let clock: ReturnType<typeof setTimeout> | undefined;
const waiting: Asked[] = [];

/**
 * Does a job beside the page, one after the other: the clock of each starts when its turn comes. Rejects with a sentence; an aborted job
 * rejects with the signal's reason.
 */
export function askWorker<Kind extends keyof Jobs>(
  kind: Kind,
  job: Jobs[Kind]["job"],
  signal: AbortSignal,
): Promise<Jobs[Kind]["answer"]> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    jobs += 1;
    const asked: Asked = { message: { id: jobs, kind, job } as JobMessage, signal, isSecond: false, resolve, reject };
    signal.addEventListener("abort", () => giveUp(asked), { once: true });
    waiting.push(asked);
    next();
  });
}

function next(): void {
  if (running) return;
  running = waiting.shift() ?? null;
  if (running) begin(running);
}

function begin({ message }: Asked): void {
  clock = setTimeout(() => stop("This took too long to read."), PATIENCE_MS);
  theWorker().postMessage(message);
}

function theWorker(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./views-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", hear);
  worker.addEventListener("error", () => fail("This could not be read here."));
  return worker;
}

function hear({ data }: MessageEvent<AnswerMessage>): void {
  if (data.id !== running?.message.id) return;
  if ("problem" in data) {
    fail(data.problem);
    return;
  }
  const { resolve } = running;
  done();
  resolve(data.answer as never);
}

/** What a body says never fails a job; a part of the worker that did not load does, and a fresh worker loads it again. */
function fail(sentence: string): void {
  if (!running || running.isSecond || running.signal.aborted) {
    stop(sentence);
    return;
  }
  running.isSecond = true;
  clearTimeout(clock);
  worker?.terminate();
  worker = null;
  begin(running);
}

function giveUp(asked: Asked): void {
  asked.reject(asked.signal.reason);
  const at = waiting.indexOf(asked);
  if (at >= 0) waiting.splice(at, 1);
  if (asked !== running) return;
  clearTimeout(clock);
  clock = setTimeout(() => stop(""), GRACE_MS);
}

/** A job cannot be interrupted from outside: the worker goes, and the next job gets a fresh one. */
function stop(sentence: string): void {
  worker?.terminate();
  worker = null;
  running?.reject(new Error(sentence));
  done();
}

function done(): void {
  clearTimeout(clock);
  running = null;
  next();
}

import type { AnswerMessage, JobMessage, Jobs } from "./views-job.ts";

/** How long a job may take before it is given up on. */
const PATIENCE_MS = 10_000;
/** A job nobody waits for any more may still end by itself, which spares a new worker. */
const GRACE_MS = 500;

type Asked = {
  message: JobMessage;
  signal: AbortSignal;
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
    const asked: Asked = { message: { id: jobs, kind, job } as JobMessage, signal, resolve, reject };
    signal.addEventListener("abort", () => giveUp(asked), { once: true });
    waiting.push(asked);
    next();
  });
}

function next(): void {
  if (running) return;
  running = waiting.shift() ?? null;
  if (!running) return;
  clock = setTimeout(() => stop("This took too long to read."), PATIENCE_MS);
  theWorker().postMessage(running.message);
}

function theWorker(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./views-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", hear);
  worker.addEventListener("error", () => stop("This could not be read here."));
  return worker;
}

function hear({ data }: MessageEvent<AnswerMessage>): void {
  if (data.id !== running?.message.id) return;
  const { resolve, reject } = running;
  done();
  if ("answer" in data) resolve(data.answer as never);
  else reject(new Error(data.problem));
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

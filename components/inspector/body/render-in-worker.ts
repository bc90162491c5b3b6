import type { AnswerMessage, JobMessage, ViewAnswer, ViewJob } from "./views-job.ts";

/** How long a body may take before it is given up on. */
const PATIENCE_MS = 10_000;

let worker: Worker | null = null;
let jobs = 0;

function theWorker(): Worker {
  worker ??= new Worker(new URL("./views-worker.ts", import.meta.url), { type: "module" });
  return worker;
}

/** Renders a body beside the page. Rejects with a sentence; an aborted job rejects with the signal's reason. */
export function renderInWorker(job: ViewJob, signal: AbortSignal): Promise<ViewAnswer> {
  jobs += 1;
  const id = jobs;
  const ours = theWorker();
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      ours.removeEventListener("message", hear);
      ours.removeEventListener("error", fail);
      signal.removeEventListener("abort", giveUp);
    };
    const giveUp = () => {
      finish();
      reject(signal.reason);
    };
    const stopWorker = (sentence: string) => {
      finish();
      // A job cannot be interrupted from outside: the worker goes, and the next job gets a fresh one.
      ours.terminate();
      if (worker === ours) worker = null;
      reject(new Error(sentence));
    };
    const fail = () => stopWorker("This body could not be rendered.");
    const timer = setTimeout(() => stopWorker("Rendering this body took too long. Choose another view."), PATIENCE_MS);
    const hear = (event: MessageEvent<AnswerMessage>) => {
      if (event.data.id !== id) return;
      finish();
      if ("answer" in event.data) resolve(event.data.answer);
      else reject(new Error(event.data.problem));
    };
    ours.addEventListener("message", hear);
    ours.addEventListener("error", fail);
    signal.addEventListener("abort", giveUp);
    const message: JobMessage = { id, job };
    ours.postMessage(message);
  });
}

import { type MessagePort, parentPort, Worker, workerData } from "node:worker_threads";
import type { Batch } from "./batch.ts";
import { dialectFor } from "./open-dialect.ts";
import { type Committed, createWriter, isBusy, isRefused, type Writer } from "./writer.ts";

/**
 * The writer in a thread of its own: this file is both the thread's program and the handle on it. Commits (and their fsync) then
 * never hold up the event loop that talks to senders.
 */

type Call = { id: number; batch: Batch } | { id: number; close: true };
type Answer = { id: number; committed?: Committed; error?: { message: string; busy: boolean; refused: boolean } };

if (parentPort && isWriterThread(workerData)) void serve(parentPort, workerData.writeTo);

function isWriterThread(data: unknown): data is { writeTo: string } {
  return typeof data === "object" && data !== null && "writeTo" in data && typeof data.writeTo === "string";
}

async function serve(port: MessagePort, url: string): Promise<void> {
  const writer = createWriter(await dialectFor(url));
  // What was said meanwhile waits in the port until somebody listens.
  port.on("message", (call: Call) => {
    const work = "batch" in call ? writer.commit(call.batch) : writer.close().then(() => ({ bins: [] }));
    work.then(
      (committed) => port.postMessage({ id: call.id, committed } satisfies Answer),
      (error: unknown) => {
        const why = { message: String(error), busy: isBusy(error), refused: isRefused(error) };
        port.postMessage({ id: call.id, error: why } satisfies Answer);
      },
    );
  });
}

type Pending = Map<number, { resolve: (committed: Committed) => void; reject: (error: unknown) => void }>;

/**
 * Starts the thread from `program` (this file, built). A thread that dies fails what it held and is started anew by the next commit. The
 * bodies of a batch move to the thread: the caller has them no longer.
 */
export function createWriterThread(program: URL, databaseUrl: string): Writer {
  let running: { worker: Worker; pending: Pending } | null = null;
  let lastId = 0;

  function start() {
    const worker = new Worker(program, { workerData: { writeTo: databaseUrl } });
    const started = { worker, pending: new Map() as Pending };
    worker.on("message", (answer: Answer) => {
      const waiting = started.pending.get(answer.id);
      started.pending.delete(answer.id);
      if (answer.committed) waiting?.resolve(answer.committed);
      else waiting?.reject(Object.assign(new Error(answer.error?.message), answer.error));
    });
    // An error is followed by the exit of the same thread, when the next one may be at work already.
    const fail = (reason: unknown) => {
      if (running === started) running = null;
      for (const waiting of started.pending.values()) waiting.reject(reason);
      started.pending.clear();
    };
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new Error(`the writer's thread ended with code ${code}`)));
    return started;
  }

  function call(message: { batch: Batch } | { close: true }, transfer: ArrayBuffer[]): Promise<Committed> {
    running ??= start();
    const { worker, pending } = running;
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject });
      worker.postMessage({ id, ...message }, transfer);
    });
  }

  return {
    commit: (batch) => call({ batch }, [batch.bodies.buffer]),
    close: async () => {
      if (!running) return;
      const { worker } = running;
      await call({ close: true }, []);
      await worker.terminate();
    },
  };
}

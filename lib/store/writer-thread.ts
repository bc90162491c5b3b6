import { type MessagePort, parentPort, Worker, workerData } from "node:worker_threads";
import type { Batch } from "./batch.ts";
import { dialectFor } from "./open-dialect.ts";
import { type Committed, createWriter, isBusy, type Writer } from "./writer.ts";

/**
 * The writer in a thread of its own: this file is both the thread's program and the handle on it. Commits (and their fsync) then
 * never hold up the event loop that talks to senders.
 */

type Call = { id: number; batch: Batch } | { id: number; close: true };
type Answer = { id: number; committed?: Committed; error?: { message: string; busy: boolean } };

if (parentPort && isWriterThread(workerData)) serve(parentPort, workerData.writeTo);

function isWriterThread(data: unknown): data is { writeTo: string } {
  return typeof data === "object" && data !== null && "writeTo" in data && typeof data.writeTo === "string";
}

function serve(port: MessagePort, url: string): void {
  const writer = createWriter(dialectFor(url));
  port.on("message", (call: Call) => {
    const work = "batch" in call ? writer.commit(call.batch) : writer.close().then(() => ({ bins: [] }));
    work.then(
      (committed) => port.postMessage({ id: call.id, committed } satisfies Answer),
      (error: unknown) =>
        port.postMessage({ id: call.id, error: { message: String(error), busy: isBusy(error) } } satisfies Answer),
    );
  });
}

/** Starts the thread from `program` (this file, built). A thread that dies fails what it held and is started anew by the next commit. */
export function createWriterThread(program: URL, databaseUrl: string): Writer {
  let worker: Worker | null = null;
  let lastId = 0;
  const pending = new Map<number, { resolve: (committed: Committed) => void; reject: (error: unknown) => void }>();

  function start(): Worker {
    const started = new Worker(program, { workerData: { writeTo: databaseUrl } });
    started.on("message", (answer: Answer) => {
      const waiting = pending.get(answer.id);
      pending.delete(answer.id);
      if (answer.committed) waiting?.resolve(answer.committed);
      else waiting?.reject(Object.assign(new Error(answer.error?.message), { busy: answer.error?.busy === true }));
    });
    const fail = (reason: unknown) => {
      if (worker === started) worker = null;
      for (const waiting of pending.values()) waiting.reject(reason);
      pending.clear();
    };
    started.on("error", fail);
    started.on("exit", (code) => fail(new Error(`the writer's thread ended with code ${code}`)));
    return started;
  }

  function call(message: { batch: Batch } | { close: true }, transfer: ArrayBuffer[]): Promise<Committed> {
    worker ??= start();
    lastId += 1;
    const id = lastId;
    const target = worker;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject });
      target.postMessage({ id, ...message }, transfer);
    });
  }

  return {
    commit: (batch) => call({ batch }, []),
    close: async () => {
      if (!worker) return;
      const target = worker;
      await call({ close: true }, []);
      await target.terminate();
    },
  };
}

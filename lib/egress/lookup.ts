import { lookup as systemLookup } from "node:dns/promises";
import { Failure } from "./failure.ts";

/** All addresses of a host name, as the system sees them (DNS and the hosts file). Rejects with the signal's reason when that comes first. */
export type Lookup = (hostname: string, signal: AbortSignal) => Promise<Addresses>;

type Addresses = { address: string; family: number }[];

/**
 * The system's look-up runs on libuv's pool of four threads, which the whole process shares, and can hang for many seconds. At most this many
 * run at once, and one for each name: names that never answer then hold up deliveries to other new names, and nothing else.
 */
const AT_ONCE = 2;
/** Names that wait for their turn. More would not come to it in the time a connection may take. */
const MAX_WAITING = 1000;

export function createLookup(
  ask: (hostname: string) => Promise<Addresses> = (hostname) => systemLookup(hostname, { all: true }),
  atOnce: number = AT_ONCE,
): Lookup {
  /** Names that are being looked up or wait for it, with how many still want to know. */
  const asked = new Map<string, { answer: Promise<Addresses>; wanted: number }>();
  /** In order of arrival. */
  const waiting = new Map<string, () => void>();
  let running = 0;

  async function inTurn(hostname: string): Promise<Addresses> {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.set(hostname, resolve));
    else running += 1;
    try {
      return await ask(hostname);
    } finally {
      asked.delete(hostname);
      handOver();
    }
  }

  /** The place goes to the one that waits longest. */
  function handOver(): void {
    const [first] = waiting;
    if (!first) {
      running -= 1;
      return;
    }
    const [hostname, begin] = first;
    waiting.delete(hostname);
    begin();
  }

  return async (hostname, signal) => {
    signal.throwIfAborted();
    let entry = asked.get(hostname);
    if (!entry) {
      if (waiting.size >= MAX_WAITING) throw new Failure("connect_timeout", "Too many names are being looked up.");
      entry = { answer: inTurn(hostname), wanted: 0 };
      asked.set(hostname, entry);
    }
    entry.wanted += 1;
    try {
      return await beforeAbort(signal, entry.answer);
    } finally {
      entry.wanted -= 1;
      // A look-up that runs cannot be stopped. One that waits for its turn can, when nobody wants it any more.
      if (entry.wanted === 0 && waiting.delete(hostname)) asked.delete(hostname);
    }
  };
}

/** The promise's outcome, or the signal's reason if that comes first. */
function beforeAbort<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

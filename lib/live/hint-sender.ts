import { type Hint, writeHints } from "./hints.ts";

/** Tells the other processes: in batches, a bin's captures at most 20 times a second, and what could not be said as soon as it can. */
export type HintSender = {
  captured: (bin: string, seq: number) => void;
  tell: (hint: Hint) => void;
  /** Whether there is a connection. */
  setUp: (isUp: boolean) => void;
  /** Sends what waits, then sends no more. */
  close: () => Promise<void>;
};

const COALESCE_MS = 50;
const RETRY_MS = 200;
const MAX_BATCH = 500;
/** More than this is not kept for a connection that is away; then the others are told to look at everything. */
const MAX_WAITING = 5000;

export function createHintSender(from: string, send: (messages: string[]) => Promise<void>): HintSender {
  /** Bins told of within the last tick, with the newest capture that is still to be told, 0 when there is none. */
  const recent = new Map<string, number>();
  let ticking: NodeJS.Timeout | null = null;
  let waiting: Hint[] = [];
  let isUp = false;
  let sending: Promise<void> | null = null;

  function tick(): void {
    for (const [bin, seq] of recent) {
      if (seq === 0) recent.delete(bin);
      else {
        recent.set(bin, 0);
        queue({ kind: "captured", bin, seq });
      }
    }
    if (recent.size > 0 || !ticking) return;
    clearInterval(ticking);
    ticking = null;
  }

  function queue(hint: Hint): void {
    if (waiting.length >= MAX_WAITING) waiting = [{ kind: "behind" }];
    waiting.push(hint);
    start();
  }

  function start(): void {
    if (!isUp || sending) return;
    sending = pump();
  }

  /** Starts after the current turn of the event loop, so that what happens in one turn shares a message. */
  async function pump(): Promise<void> {
    await new Promise(setImmediate);
    while (isUp && waiting.length > 0) {
      const batch = waiting.splice(0, MAX_BATCH);
      try {
        await send(writeHints(from, batch));
      } catch {
        waiting.unshift(...batch);
        setTimeout(start, RETRY_MS).unref();
        break;
      }
    }
    // In the same turn as the last look at what waits: whoever queues from now on starts it again.
    sending = null;
  }

  return {
    captured: (bin, seq) => {
      if (recent.has(bin)) recent.set(bin, seq);
      else {
        recent.set(bin, 0);
        queue({ kind: "captured", bin, seq });
        ticking ??= setInterval(tick, COALESCE_MS);
      }
    },
    tell: queue,
    setUp: (now) => {
      isUp = now;
      start();
    },
    close: async () => {
      tick();
      if (ticking) clearInterval(ticking);
      // A connection that is closed beneath a message loses it.
      await sending;
      if (isUp && waiting.length > 0) await send(writeHints(from, waiting.splice(0))).catch(() => undefined);
      isUp = false;
    },
  };
}

/**
 * Decides when things are sent that happen to a bin: at once, as long as they come one by one; gathered, when there are many. Order is kept
 * and nothing is dropped.
 */
export type Pace<Item> = {
  add: (bin: string, item: Item) => void;
  /** Sends what waits, for whatever has to come after it. */
  flush: (bin: string) => void;
  close: () => void;
};

/** One frame of a screen: nobody sees more often. At 50 a second nothing waits for long. */
const QUIET_MS = 16;
/** Twenty times a second is often enough for a list that runs by. */
const BUSY_MS = 50;
/** More than so many in one pause is busy. */
const FEW = 4;

export function createPace<Item>(send: (bin: string, items: Item[]) => void): Pace<Item> {
  /** Bins of which something was sent a moment ago, with what has come since. */
  const waiting = new Map<string, { items: Item[]; timer: NodeJS.Timeout }>();

  function pause(bin: string, ms: number): void {
    waiting.set(bin, { items: [], timer: setTimeout(() => end(bin), ms) });
  }

  function end(bin: string): void {
    const items = waiting.get(bin)?.items ?? [];
    waiting.delete(bin);
    if (items.length === 0) return;
    pause(bin, items.length > FEW ? BUSY_MS : QUIET_MS);
    send(bin, items);
  }

  return {
    add: (bin, item) => {
      const pending = waiting.get(bin);
      if (pending) {
        pending.items.push(item);
        return;
      }
      pause(bin, QUIET_MS);
      send(bin, [item]);
    },
    flush: (bin) => {
      const pending = waiting.get(bin);
      if (pending && pending.items.length > 0) send(bin, pending.items.splice(0));
    },
    close: () => {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

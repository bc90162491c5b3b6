/**
 * Connections that a bin keeps waiting on purpose (a delay, a reply that drips, one that never comes). Counted for each bin and in all,
 * so that one bin cannot use up what others need.
 */
export type Held = {
  /** A place for one more connection of this bin, to be given back once; null when there is none. */
  enter: (bin: string) => (() => void) | null;
};

export const HELD_PER_BIN = 200;
export const HELD_IN_ALL = 2000;

export function createHeld(limits: { perBin: number; inAll: number }): Held {
  const byBin = new Map<string, number>();
  let all = 0;
  return {
    enter: (bin) => {
      const own = byBin.get(bin) ?? 0;
      if (own >= limits.perBin || all >= limits.inAll) return null;
      byBin.set(bin, own + 1);
      all += 1;
      let isInside = true;
      return () => {
        if (!isInside) return;
        isInside = false;
        all -= 1;
        const left = (byBin.get(bin) ?? 1) - 1;
        if (left === 0) byBin.delete(bin);
        else byBin.set(bin, left);
      };
    },
  };
}

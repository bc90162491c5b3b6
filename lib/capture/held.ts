/**
 * Connections that a bin keeps waiting on purpose (a delay, a reply that drips, one that never comes). Counted for each bin and in all, with the
 * bytes that were made for them alone, so that one bin cannot use up what others need.
 */
export type Held = {
  /** A place for one more connection of this bin with so many bytes of its own, to be given back once; null when there is none. */
  enter: (bin: string, bytes: number) => (() => void) | null;
};

export type HeldLimits = { perBin: Room; inAll: Room };
type Room = { connections: number; bytes: number };

export const HELD_LIMITS: HeldLimits = {
  perBin: { connections: 200, bytes: 16_777_216 },
  inAll: { connections: 2000, bytes: 67_108_864 },
};

export function createHeld(limits: HeldLimits): Held {
  const byBin = new Map<string, Room>();
  const all: Room = { connections: 0, bytes: 0 };
  return {
    enter: (bin, bytes) => {
      const own = byBin.get(bin) ?? { connections: 0, bytes: 0 };
      if (!hasRoom(own, bytes, limits.perBin) || !hasRoom(all, bytes, limits.inAll)) return null;
      byBin.set(bin, own);
      for (const room of [own, all]) change(room, 1, bytes);
      let isInside = true;
      return () => {
        if (!isInside) return;
        isInside = false;
        for (const room of [own, all]) change(room, -1, -bytes);
        if (own.connections === 0) byBin.delete(bin);
      };
    },
  };
}

function hasRoom(used: Room, bytes: number, limit: Room): boolean {
  return used.connections < limit.connections && used.bytes + bytes <= limit.bytes;
}

function change(used: Room, connections: number, bytes: number): void {
  used.connections += connections;
  used.bytes += bytes;
}

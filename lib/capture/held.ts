import { MAX_REPLY_BODY_BYTES } from "#lib/model/reply.ts";
import type { PreparedReply } from "#lib/reply/prepare.ts";

/**
 * Connections that a bin keeps waiting on purpose (a delay, a reply that drips, one that never comes). Counted for each bin and in all, with the
 * bytes that were made for them alone, so that one bin cannot use up what others need.
 */
export type Held = {
  /**
   * A place for one more connection of this bin with so many bytes of its own, to be given back once; null when there is none.
   * `connections` is 0 for a reply behind another on a connection that waits already: it takes room for its bytes alone.
   */
  enter: (bin: string, bytes: number, connections?: 0 | 1) => (() => void) | null;
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
    enter: (bin, bytes, connections = 1) => {
      const own = byBin.get(bin) ?? { connections: 0, bytes: 0 };
      const more = { connections, bytes };
      if (!hasRoom(own, more, limits.perBin) || !hasRoom(all, more, limits.inAll)) return null;
      byBin.set(bin, own);
      for (const room of [own, all]) change(room, connections, bytes);
      let isInside = true;
      return () => {
        if (!isInside) return;
        isInside = false;
        for (const room of [own, all]) change(room, -connections, -bytes);
        if (own.connections === 0 && own.bytes === 0) byBin.delete(bin);
      };
    },
  };
}

function hasRoom(used: Room, more: Room, limit: Room): boolean {
  return used.connections + more.connections <= limit.connections && used.bytes + more.bytes <= limit.bytes;
}

function change(used: Room, connections: number, bytes: number): void {
  used.connections += connections;
  used.bytes += bytes;
}

/** Whether a reply holds what came: it is larger than what an owner may write. */
export function isLargeEcho({ body }: PreparedReply): boolean {
  return body.length > MAX_REPLY_BODY_BYTES;
}

/** The bytes that a reply needs room for while it waits. A large echo needs none: it has the room of its upload still. */
export function bytesToHold(reply: PreparedReply): number {
  return isLargeEcho(reply) ? 0 : reply.ownBytes;
}

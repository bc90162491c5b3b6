import type { Bus, OutboxChanges } from "#lib/live/bus.ts";

/** Says which deliveries changed: at once when it is quiet, else together, at most ten times a second for each bin. */
export type Announcer = {
  changed: (bin: string, what: { delivery?: string; replay?: string; target?: string }) => void;
  stop: () => void;
};

const EVERY_MS = 100;
/** More than a page can show; beyond that it reads the list anew. */
const MAX_NAMED = 100;

type Gathered = { deliveries: Set<string>; replays: Set<string>; targets: Set<string>; timer: NodeJS.Timeout };

export function createAnnouncer(publish: Bus["publish"]): Announcer {
  const gathering = new Map<string, Gathered>();

  function flush(bin: string): void {
    const gathered = gathering.get(bin);
    if (!gathered) return;
    gathering.delete(bin);
    const changes = changesOf(gathered);
    if (changes.deliveries.length + changes.replays.length + changes.targets.length === 0) return;
    publish({ kind: "outbox", bin, ...changes });
    open(bin);
  }

  function open(bin: string): Gathered {
    const timer = setTimeout(() => flush(bin), EVERY_MS);
    timer.unref();
    const gathered = { deliveries: new Set<string>(), replays: new Set<string>(), targets: new Set<string>(), timer };
    gathering.set(bin, gathered);
    return gathered;
  }

  return {
    changed: (bin, { delivery, replay, target }) => {
      const busy = gathering.get(bin);
      const gathered = busy ?? open(bin);
      if (delivery !== undefined) gathered.deliveries.add(delivery);
      if (replay !== undefined) gathered.replays.add(replay);
      if (target !== undefined) gathered.targets.add(target);
      if (!busy) {
        clearTimeout(gathered.timer);
        flush(bin);
      }
    },
    stop: () => {
      for (const { timer } of gathering.values()) clearTimeout(timer);
      gathering.clear();
    },
  };
}

function changesOf({ deliveries, replays, targets }: Gathered): OutboxChanges {
  return {
    deliveries: [...deliveries].slice(-MAX_NAMED),
    replays: [...replays],
    targets: [...targets],
    more: deliveries.size > MAX_NAMED,
  };
}

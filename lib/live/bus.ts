import type { Bin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";
import type { Mark } from "#lib/model/mark.ts";
import { singleton } from "#lib/singleton.ts";

/**
 * Says what is committed, to whoever listens in this process. Knows neither sockets nor the store. A capture's summary is made only
 * when somebody watches its bin: the hot path pays for a call and nothing else.
 */
export type BusEvent =
  | { kind: "captured"; bin: string; seq: number; summary: () => Summary }
  | { kind: "marked"; bin: string; mark: Mark }
  | { kind: "removed"; bin: string; seqs: number[] | "all" }
  | { kind: "changed"; bin: string; settings: Bin }
  | { kind: "deleted"; bin: string }
  /** Another process may have changed this bin, or any (null): forget what is remembered of it. */
  | { kind: "stale"; bin: string | null }
  /** What happened to this bin elsewhere may have been missed: whoever shows it reads again. */
  | { kind: "missed"; bin: string }
  /** Another reply was given than the one that was stored with the capture. */
  | { kind: "replied"; bin: string; seq: number; status: number }
  | ({ kind: "outbox"; bin: string } & OutboxChanges);

/** What of a bin's deliveries changed, by id: whoever has somebody to tell reads them. `more`: too many to name. */
export type OutboxChanges = { deliveries: string[]; replays: string[]; targets: string[]; more: boolean };

export type Bus = {
  publish: (event: BusEvent) => void;
  /** Calls `listener` for every event until the returned function is called. */
  subscribe: (listener: (event: BusEvent) => void) => () => void;
};

export function createBus(): Bus {
  const listeners = new Set<(event: BusEvent) => void>();
  return {
    publish: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** This process's bus, shared by the server and Next's bundle. */
export function bus(): Bus {
  return singleton("bus", createBus);
}

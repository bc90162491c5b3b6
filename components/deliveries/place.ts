import type { DeliveryState } from "#lib/model/delivery.ts";
import { DELIVERY_STATES } from "#lib/model/delivery-limits.ts";

/** What of the deliveries page is open, as its address says it: `?part=replays`, `?state=dead&forward=…`, `?capture=12`, `?delivery=…`. */

export type Part = "forwards" | "deliveries" | "replays" | "targets";

export type OutboxFilter = {
  state: DeliveryState | null;
  forward: string | null;
  replay: string | null;
  /** The number of a capture. */
  capture: number | null;
};

export type Place = { part: Part; filter: OutboxFilter; delivery: string | null };

export const PARTS: readonly Part[] = ["forwards", "deliveries", "replays", "targets"];
const ID = /^[0-9a-f-]{36}$/i;

export const NO_FILTER: OutboxFilter = { state: null, forward: null, replay: null, capture: null };

/** What cannot be read is left out. A filter or a delivery opens the list of deliveries. */
export function placeOf(search: string): Place {
  const asked = new URLSearchParams(search);
  const id = (name: string) => {
    const value = asked.get(name);
    return value !== null && ID.test(value) ? value : null;
  };
  const state = DELIVERY_STATES.find((one) => one === asked.get("state")) ?? null;
  const seq = /^[1-9]\d{0,14}$/.exec(asked.get("capture") ?? "")?.[0];
  const capture = seq === undefined ? null : Number(seq);
  const filter = { state, forward: id("forward"), replay: id("replay"), capture };
  const delivery = id("delivery");
  const looksInside = delivery !== null || Object.values(filter).some((value) => value !== null);
  const part = PARTS.find((one) => one === asked.get("part")) ?? (looksInside ? "deliveries" : "forwards");
  return { part, filter, delivery };
}

/** The query of a place, with its question mark; empty for the page as it opens. */
export function searchOf({ part, filter, delivery }: Place): string {
  const said = new URLSearchParams();
  if (part !== "forwards") said.set("part", part);
  if (part === "deliveries") {
    for (const [name, value] of Object.entries({ ...filter, delivery }))
      if (value !== null) said.set(name, String(value));
  }
  const text = said.toString();
  return text === "" ? "" : `?${text}`;
}

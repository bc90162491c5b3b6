"use client";
import { useEffect, useState } from "react";
import { deliveriesApi } from "#components/deliveries/deliveries-api.ts";
import type { Delivery } from "#lib/model/delivery.ts";

/** While a replay runs, the newest is soon another. */
const SETTLED_MS = 150;

/** Lists and live events leave out what was sent and what came back: read when it is to be shown. What is known meanwhile stays on screen. */
export function useWholeDelivery(bin: string, known: Delivery, isShown: boolean): Delivery {
  const [whole, setWhole] = useState<Delivery | null>(null);
  const { id, state } = known;
  const count = known.attempts.length;
  const last = known.attempts.at(-1);
  const isLight = last !== undefined && last.request === undefined;
  useEffect(() => {
    void state;
    void count;
    if (!isShown || !isLight) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      // What cannot be read now is read with the next change; the line above says how it stands.
      deliveriesApi.getDelivery(bin, id, stop.signal).then(setWhole, () => undefined);
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [bin, id, state, count, isShown, isLight]);
  return isLight && whole && whole.attempts.length >= count ? whole : known;
}

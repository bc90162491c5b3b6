"use client";
import { useEffect, useState } from "react";
import { deliveriesApi } from "#components/deliveries/deliveries-api.ts";
import type { Attempt } from "#lib/model/delivery.ts";

/** A delivery brings its last attempts whole only: an earlier one is read when it is to be shown, and the line of it stands meanwhile. */
export function useWholeAttempt(bin: string, delivery: string, known: Attempt, isShown: boolean): Attempt {
  const [whole, setWhole] = useState<Attempt | null>(null);
  const { number } = known;
  const isLight = known.request === undefined;
  useEffect(() => {
    if (!isShown || !isLight) return;
    const stop = new AbortController();
    // What cannot be read now is read when it is shown again.
    deliveriesApi.getAttempt(bin, delivery, number, stop.signal).then(setWhole, () => undefined);
    return () => stop.abort();
  }, [bin, delivery, number, isShown, isLight]);
  return isLight && whole ? whole : known;
}

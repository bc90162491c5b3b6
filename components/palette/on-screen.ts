"use client";
import { useCallback, useEffect, useRef } from "react";

/** What a part of the page can do, in the palette's words. */
export type Offer = { label: string; run: () => void };

/** What the parts of a page offer to the palette while they are on screen: only they know how to do it. */
let offers: readonly (() => readonly Offer[])[] = [];

/** `list` is asked when the palette opens. The answer puts this part before all others. */
export function useOffer(list: () => readonly Offer[]): () => void {
  const latest = useRef(list);
  latest.current = list;
  const offer = useCallback(() => latest.current(), []);
  useEffect(() => {
    offers = [...offers, offer];
    return () => {
      offers = offers.filter((one) => one !== offer);
    };
  }, [offer]);
  return useCallback(() => {
    offers = [offer, ...offers.filter((one) => one !== offer)];
  }, [offer]);
}

/** Where several parts have the same label, it is the first part's. */
export function offered(): Offer[] {
  const byLabel = new Map<string, Offer>();
  for (const one of offers.flatMap((offer) => offer())) {
    if (!byLabel.has(one.label)) byLabel.set(one.label, one);
  }
  return [...byLabel.values()];
}

"use client";
import { useCallback, useEffect, useState } from "react";
import type { Delivery } from "#lib/model/delivery.ts";
import { api } from "../session/api.ts";
import { type SessionHandle, sentenceOf } from "../session/use-session.ts";

export type Deliveries = {
  /** Newest first; null while they load. */
  list: readonly Delivery[] | null;
  problem: string | null;
  retry: () => void;
  /** Takes in a delivery that was just made here. */
  add: (delivery: Delivery) => void;
};

/** The deliveries of one capture, kept current by live events. */
export function useDeliveries(bin: string, seq: number, onDelivery: SessionHandle["onDelivery"]): Deliveries {
  const [list, setList] = useState<readonly Delivery[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const add = useCallback((delivery: Delivery) => setList((before) => merge(before ?? [], [delivery])), []);

  useEffect(() => {
    void tries;
    const stop = new AbortController();
    setList(null);
    setProblem(null);
    api.listDeliveries(bin, seq, stop.signal).then(
      (loaded) => setList((before) => merge(loaded, before ?? [])),
      (error) => {
        if (!stop.signal.aborted) setProblem(sentenceOf(error));
      },
    );
    const ignore = onDelivery((delivery) => {
      if (delivery.captureSeq === seq) add(delivery);
    });
    return () => {
      stop.abort();
      ignore();
    };
  }, [bin, seq, tries, onDelivery, add]);

  const retry = useCallback(() => setTries((count) => count + 1), []);
  return { list, problem, retry, add };
}

/** A replay makes thousands; the page of all deliveries has them. */
const MAX_LISTED = 50;

/** Later words win, and what they leave out (live events bring no answers) stays as it was known; newest first. */
function merge(older: readonly Delivery[], newer: readonly Delivery[]): Delivery[] {
  const byId = new Map(older.map((one) => [one.id, one]));
  for (const one of newer) {
    const before = byId.get(one.id);
    if (before && one.attempts.length < before.attempts.length) continue;
    const attempts = one.attempts.map((attempt, index) => ({ ...before?.attempts[index], ...attempt }));
    byId.set(one.id, { ...one, attempts });
  }
  return [...byId.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, MAX_LISTED);
}

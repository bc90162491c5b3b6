"use client";
import { useCallback, useEffect, useState } from "react";
import type { Delivery } from "#lib/model/delivery.ts";
import { api } from "../session/api.ts";
import { type Heard, sentenceOf } from "../session/use-session.ts";

export type Deliveries = {
  /** Newest first; null while they load. */
  list: readonly Delivery[] | null;
  /** There are older ones, which the page of all deliveries has. */
  more: boolean;
  problem: string | null;
  retry: () => void;
  /** Takes in a delivery that was just made here. */
  add: (delivery: Delivery) => void;
};

/** A replay makes thousands. */
const MAX_LISTED = 50;

type Listed = { list: readonly Delivery[]; more: boolean };
const NONE: Listed = { list: [], more: false };

/** The deliveries of one capture, kept current by live events and read again when the connection was away. */
export function useDeliveries(bin: string, seq: number, { onDelivery, onEvent }: Heard): Deliveries {
  const [listed, setListed] = useState<Listed | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const retry = useCallback(() => setTries((count) => count + 1), []);
  const add = useCallback((delivery: Delivery) => setListed((before) => merge(before ?? NONE, [delivery])), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the deliveries of another capture are another list
  useEffect(() => setListed(null), [bin, seq]);

  useEffect(() => {
    void tries;
    const stop = new AbortController();
    setProblem(null);
    api.listDeliveries(bin, seq, MAX_LISTED, stop.signal).then(
      ({ deliveries, next }) => setListed((before) => merge(before ?? NONE, deliveries, next !== null)),
      (error) => {
        if (!stop.signal.aborted) setProblem(sentenceOf(error));
      },
    );
    return () => stop.abort();
  }, [bin, seq, tries]);

  useEffect(() => {
    const ignoreEach = onDelivery((delivery) => {
      if (delivery.captureSeq === seq) add(delivery);
    });
    // What changed while the connection was away was told to nobody.
    const ignoreJoins = onEvent(({ kind }) => {
      if (kind === "joined") retry();
    });
    return () => {
      ignoreEach();
      ignoreJoins();
    };
  }, [seq, onDelivery, onEvent, add, retry]);

  return { list: listed?.list ?? null, more: listed?.more ?? false, problem, retry, add };
}

/** Later words win, and what they leave out (lists and live events bring no answers) stays as it was known; newest first. */
function merge(before: Listed, newer: readonly Delivery[], more = before.more): Listed {
  const byId = new Map(before.list.map((one) => [one.id, one]));
  for (const one of newer) {
    const known = byId.get(one.id);
    if (known && one.attempts.length < known.attempts.length) continue;
    const attempts = one.attempts.map((attempt, index) => ({ ...known?.attempts[index], ...attempt }));
    byId.set(one.id, { ...one, attempts });
  }
  const list = [...byId.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return { list: list.slice(0, MAX_LISTED), more: more || list.length > MAX_LISTED };
}

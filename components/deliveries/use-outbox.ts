"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiProblem } from "#components/inspector/session/api.ts";
import type { Link } from "#components/inspector/session/session.ts";
import { useRoom } from "#components/inspector/session/use-room.ts";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { DeliveryPage } from "#lib/model/delivery.ts";
import { MAX_DELIVERY_PAGE } from "#lib/model/delivery-limits.ts";
import type { Forward } from "#lib/model/forward.ts";
import type { Replay } from "#lib/model/replay.ts";
import type { Target } from "#lib/model/target.ts";
import { deliveriesApi } from "./deliveries-api.ts";
import { inOrder } from "./in-order.ts";
import type { OutboxFilter } from "./place.ts";

export type OutboxData = {
  bin: Bin;
  forwards: readonly Forward[];
  targets: readonly Target[];
  replays: readonly Replay[];
  /** The newest that wait and the newest dead letters, as many as one call gives. */
  waiting: DeliveryPage;
  dead: DeliveryPage;
};

export type Outbox = {
  data: OutboxData;
  /** What the filter finds, newest first; null while it loads. */
  list: DeliveryPage | null;
  problem: string | null;
  gone: boolean;
  link: Link;
  busy: boolean;
  reload: () => Promise<void>;
  more: () => Promise<void>;
};

/** Live events come in bursts; the page is read anew at most so often. */
const RELOAD_MS = 600;
const PAGE = 100;

/** Forwards, targets and deliveries of a bin: read whole, and read again when the server says that something changed. */
export function useOutbox(initial: OutboxData, filter: OutboxFilter): Outbox {
  const binId = initial.bin.id;
  const [data, setData] = useState(initial);
  const [list, setList] = useState<DeliveryPage | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [gone, setGone] = useState(false);
  const [busy, setBusy] = useState(false);
  const [order] = useState(() => ({ data: inOrder(), list: inOrder() }));
  const query = queryOf(filter);
  const held = useRef<{ query: string; list: DeliveryPage | null }>({ query, list: null });
  const hold = useCallback((next: DeliveryPage | null) => {
    held.current.list = next;
    setList(next);
  }, []);

  const failed = useCallback((error: unknown) => {
    if (error instanceof ApiProblem && error.status === 404) setGone(true);
    else setProblem(sentenceOf(error));
  }, []);

  const readList = useCallback(
    async (signal?: AbortSignal) => {
      const isNews = order.list.ask();
      const page = await deliveriesApi.listDeliveries(binId, query, signal);
      if (isNews() && held.current.query === query) hold(withOlder(page, held.current.list));
    },
    [binId, query, order, hold],
  );

  const reload = useCallback(async () => {
    const isNews = order.data.ask();
    setBusy(true);
    try {
      const [bin, forwards, targets, replays, waiting, dead] = await Promise.all([
        deliveriesApi.getBin(binId),
        deliveriesApi.listForwards(binId),
        deliveriesApi.listTargets(binId),
        deliveriesApi.listReplays(binId),
        deliveriesApi.listDeliveries(binId, `state=waiting&limit=${MAX_DELIVERY_PAGE}`),
        deliveriesApi.listDeliveries(binId, `state=dead&limit=${MAX_DELIVERY_PAGE}`),
        readList(),
      ]);
      if (!isNews()) return;
      setData({ bin, forwards, targets, replays, waiting, dead });
      setProblem(null);
    } catch (error) {
      if (isNews()) failed(error);
    } finally {
      setBusy(false);
    }
  }, [binId, readList, failed, order]);

  useEffect(() => {
    const stop = new AbortController();
    held.current.query = query;
    hold(null);
    setProblem(null);
    readList(stop.signal).catch((error) => {
      if (!stop.signal.aborted) failed(error);
    });
    return () => stop.abort();
  }, [query, hold, readList, failed]);

  const more = useCallback(async () => {
    try {
      // When the list was read anew meanwhile, what follows it may be other deliveries: asked for again.
      for (let from = held.current.list; from?.next; from = held.current.list) {
        const older = await deliveriesApi.listDeliveries(binId, from.next);
        if (held.current.list !== from) continue;
        hold({ deliveries: [...from.deliveries, ...older.deliveries], next: older.next });
        return;
      }
    } catch (error) {
      failed(error);
    }
  }, [binId, hold, failed]);

  const link = useRoom(binId, initial.bin.lastSeq, {
    hears: ["delivery", "deliveries", "target", "replay"],
    everyMs: RELOAD_MS,
    onChange: () => void reload(),
    onGone: () => setGone(true),
  });
  return { data, list, problem, gone, link, busy, reload, more };
}

function queryOf(filter: OutboxFilter): string {
  const wanted = Object.entries(filter).filter(([, value]) => value !== null);
  return [`limit=${PAGE}`, ...wanted.map(([name, value]) => `${name}=${value}`)].join("&");
}

/** The first page as it is now, and below it the older ones that were fetched before. */
function withOlder(page: DeliveryPage, before: DeliveryPage | null): DeliveryPage {
  const last = page.deliveries.at(-1);
  if (!before || !last || page.next === null || before.deliveries.length <= PAGE) return page;
  const at = before.deliveries.findIndex((delivery) => delivery.id === last.id);
  if (at < 0) return page;
  return { deliveries: [...page.deliveries, ...before.deliveries.slice(at + 1)], next: before.next };
}

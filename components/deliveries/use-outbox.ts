"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiProblem } from "#components/inspector/session/api.ts";
import type { Link } from "#components/inspector/session/session.ts";
import { openLive } from "#components/inspector/session/socket.ts";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { DeliveryPage } from "#lib/model/delivery.ts";
import { MAX_DELIVERY_PAGE } from "#lib/model/delivery-limits.ts";
import type { Forward } from "#lib/model/forward.ts";
import type { Replay } from "#lib/model/replay.ts";
import type { Target } from "#lib/model/target.ts";
import { deliveriesApi } from "./deliveries-api.ts";
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
  const query = queryOf(filter);
  const asked = useRef(query);
  asked.current = query;

  const failed = useCallback((error: unknown) => {
    if (error instanceof ApiProblem && error.status === 404) setGone(true);
    else setProblem(sentenceOf(error));
  }, []);

  const readList = useCallback(
    async (signal?: AbortSignal) => {
      const page = await deliveriesApi.listDeliveries(binId, query, signal);
      if (asked.current === query) setList((before) => withOlder(page, before));
    },
    [binId, query],
  );

  const reload = useCallback(async () => {
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
      setData({ bin, forwards, targets, replays, waiting, dead });
      setProblem(null);
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  }, [binId, readList, failed]);

  useEffect(() => {
    const stop = new AbortController();
    setList(null);
    setProblem(null);
    readList(stop.signal).catch((error) => {
      if (!stop.signal.aborted) failed(error);
    });
    return () => stop.abort();
  }, [readList, failed]);

  const more = useCallback(async () => {
    if (!list?.next) return;
    try {
      const older = await deliveriesApi.listDeliveries(binId, list.next);
      setList((before) =>
        before === list ? { deliveries: [...list.deliveries, ...older.deliveries], next: older.next } : before,
      );
    } catch (error) {
      failed(error);
    }
  }, [binId, list, failed]);

  const link = useChanges(binId, initial.bin.lastSeq, reload, () => setGone(true));
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

/** Calls `reload` soon after each change the server tells of, when the connection is back, and when the page is looked at again. */
function useChanges(binId: string, lastSeq: number, reload: () => Promise<void>, onGone: () => void): Link {
  const [link, setLink] = useState<Link>("connecting");
  const latest = useRef({ reload, onGone });
  latest.current = { reload, onGone };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void latest.current.reload();
      }, RELOAD_MS);
    };
    const changed = (event: { bin: string }) => {
      if (event.bin === binId) soon();
    };
    const ignore = () => undefined;
    let joining: ReturnType<typeof setTimeout> | undefined;
    let closed = false;
    const join = () => {
      const again = () => {
        if (!closed) joining = setTimeout(join, 2000);
      };
      live.join(binId, lastSeq).then((answer) => {
        if (answer.ok) {
          setLink("live");
          soon();
        } else if (answer.code === "not_found") latest.current.onGone();
        else again();
      }, again);
    };
    const live = openLive({
      link: (now) => {
        clearTimeout(joining);
        if (now === "live") join();
        else setLink(now);
      },
      captures: ignore,
      removed: ignore,
      resync: ignore,
      mark: ignore,
      bin: (event) => {
        if (event.bin !== binId) return;
        if ("deleted" in event) latest.current.onGone();
        else soon();
      },
      delivery: changed,
      deliveries: changed,
      target: changed,
      replay: changed,
    });
    const looked = () => {
      if (document.visibilityState === "visible") soon();
    };
    document.addEventListener("visibilitychange", looked);
    return () => {
      closed = true;
      clearTimeout(timer);
      clearTimeout(joining);
      document.removeEventListener("visibilitychange", looked);
      live.close();
    };
  }, [binId, lastSeq]);
  return link;
}

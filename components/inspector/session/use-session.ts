"use client";
import { type Dispatch, useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { Bin } from "#lib/model/bin.ts";
import type { CapturePage } from "#lib/model/capture.ts";
import type { Delivery } from "#lib/model/delivery.ts";
import { type Found, type FoundEvent, isQuiet, reduceFound } from "../filter/found.ts";
import type { ListFilter } from "../filter/terms.ts";
import { ApiProblem, api } from "./api.ts";
import type { Session, SessionEvent } from "./session.ts";
import { type Live, openLive } from "./socket.ts";
import { reduce, startSession } from "./state.ts";

export type InitialData = { bin: Bin; page: CapturePage };

export type SessionHandle = {
  session: Session;
  dispatch: Dispatch<SessionEvent>;
  /** What the filter finds; null while nothing is filtered. */
  found: Found | null;
  setFilter: (filter: ListFilter | null) => void;
  /** For what happens to the filtered list alone. */
  tellFound: Dispatch<FoundEvent>;
  /** Hears everything that happens to the session, for parts that keep a count of their own; gives the way to stop. */
  onEvent: (listener: (event: SessionEvent) => void) => () => void;
  /** Hears each delivery as it changes; gives the way to stop. */
  onDelivery: (listener: (delivery: Delivery) => void) => () => void;
};

/** What is told beside the session, for parts that read something of their own. */
export type Heard = Pick<SessionHandle, "onEvent" | "onDelivery">;

/** Connects the pure state of one bin to the server: asks what the state wants asked, hands it what comes back. */
export function useSession(
  binId: string,
  options: { initial?: InitialData | undefined; selected: number | null },
): SessionHandle {
  const [session, tellSession] = useReducer(reduce, options, ({ initial, selected }) =>
    startSession({ ...(initial ? { bin: initial.bin, page: initial.page } : {}), selected }),
  );
  const [found, tellFound] = useReducer(reduceFound, null);
  const events = useListeners<SessionEvent>();
  const tellOthers = events.tell;
  const dispatch = useCallback(
    (event: SessionEvent) => {
      tellSession(event);
      tellFound(event);
      tellOthers(event);
    },
    [tellOthers],
  );
  const setFilter = useCallback(
    (filter: ListFilter | null) => tellFound({ kind: "filter", bin: binId, filter }),
    [binId],
  );
  const deliveries = useListeners<Delivery>();
  const live = useLive(binId, dispatch, deliveries.tell);
  useAskedPage(binId, session, dispatch);
  useAskedJoin(binId, session, dispatch, live);
  useAskedCheck(binId, session, dispatch);
  useBin(binId, session.bin === null && !session.gone, dispatch);
  useAskedFind(binId, found, tellFound);
  return { session, dispatch, found, setFilter, tellFound, onEvent: events.listen, onDelivery: deliveries.listen };
}

function useLive(
  binId: string,
  dispatch: Dispatch<SessionEvent>,
  tellDelivery: (delivery: Delivery) => void,
): Live | null {
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    const ours = (event: { bin: string }) => event.bin === binId;
    const opened = openLive({
      link: (link) => dispatch({ kind: "link", link }),
      captures: (event) => ours(event) && dispatch({ kind: "captures", captures: event.captures }),
      removed: (event) => {
        if (!ours(event)) return;
        dispatch("all" in event ? { kind: "removed all" } : { kind: "removed", seqs: event.seqs });
      },
      mark: (event) => ours(event) && dispatch({ kind: "mark", mark: event }),
      kept: (event) => ours(event) && dispatch({ kind: "kept", kept: event }),
      replied: (event) => ours(event) && dispatch({ kind: "replied", seq: event.seq, status: event.status }),
      resync: (event) => ours(event) && dispatch({ kind: "check" }),
      bin: (event) => {
        if (!ours(event)) return;
        dispatch("deleted" in event ? { kind: "gone" } : { kind: "bin", bin: event.settings });
      },
      delivery: (event) => ours(event) && tellDelivery(event.delivery),
    });
    setLive(opened);
    return opened.close;
  }, [binId, dispatch, tellDelivery]);
  return live;
}

/** Loads the page the state asks for; a newer wish cancels the older. */
function useAskedPage(binId: string, { page, gone }: Session, dispatch: Dispatch<SessionEvent>): void {
  useEffect(() => {
    if (!page || gone) return;
    const stop = new AbortController();
    const { ask, epoch } = page;
    api.listCaptures(binId, ask, stop.signal).then(
      (answer) => dispatch({ kind: "page", epoch, page: answer }),
      (error) => {
        if (stop.signal.aborted) return;
        if (error instanceof ApiProblem && error.status === 404) dispatch({ kind: "gone" });
        else dispatch({ kind: "page failed", epoch, problem: sentenceOf(error) });
      },
    );
    return () => stop.abort();
  }, [binId, page, gone, dispatch]);
}

/** Reads again what is held, page by page; keeps trying, since nothing else would find out. */
function useAskedCheck(binId: string, { check }: Session, dispatch: Dispatch<SessionEvent>): void {
  useEffect(() => {
    if (!check) return;
    const stop = new AbortController();
    let retry: ReturnType<typeof setTimeout> | undefined;
    api.listCaptures(binId, { kind: "around", before: check.before }, stop.signal).then(
      (page) => dispatch({ kind: "checked", epoch: check.epoch, page }),
      () => {
        if (!stop.signal.aborted) retry = setTimeout(() => dispatch({ kind: "check" }), CHECK_RETRY_MS);
      },
    );
    return () => {
      stop.abort();
      clearTimeout(retry);
    };
  }, [binId, check, dispatch]);
}

const CHECK_RETRY_MS = 3000;

/** What arrives in a burst is asked about together. */
const GATHER_MS = 250;

/** Loads what a filter asks for; a newer filter cancels the older. */
function useAskedFind(binId: string, found: Found | null, tell: Dispatch<FoundEvent>): void {
  const ask = found?.ask;
  useEffect(() => {
    if (!ask) return;
    const stop = new AbortController();
    const find = () =>
      api.findCaptures(binId, ask.query, stop.signal).then(
        (page) => tell({ kind: "found", epoch: ask.epoch, page }),
        (error) => !stop.signal.aborted && tell({ kind: "find failed", epoch: ask.epoch, problem: sentenceOf(error) }),
      );
    const timer = setTimeout(find, isQuiet(ask) ? GATHER_MS : 0);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [binId, ask, tell]);
}

function useAskedJoin(
  binId: string,
  { join, link }: Session,
  dispatch: Dispatch<SessionEvent>,
  live: Live | null,
): void {
  useEffect(() => {
    if (!join || !live || link !== "live") return;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const again = () => {
      // Saying "live" once more makes the state ask to join anew.
      if (current) retry = setTimeout(() => dispatch({ kind: "link", link: "live" }), 1500);
    };
    live.join(binId, join.after).then((answer) => {
      if (!current) return;
      if (!answer.ok && answer.code !== "not_found") again();
      else dispatch({ kind: "joined", epoch: join.epoch, answer });
    }, again);
    return () => {
      current = false;
      clearTimeout(retry);
    };
  }, [binId, join, link, live, dispatch]);
}

function useBin(binId: string, missing: boolean, dispatch: Dispatch<SessionEvent>): void {
  useEffect(() => {
    if (!missing) return;
    const stop = new AbortController();
    api.getBin(binId, stop.signal).then(
      (bin) => dispatch({ kind: "bin", bin }),
      (error) => {
        if (stop.signal.aborted) return;
        if (error instanceof ApiProblem && error.status === 404) dispatch({ kind: "gone" });
      },
    );
    return () => stop.abort();
  }, [binId, missing, dispatch]);
}

function useListeners<Value>() {
  const listeners = useRef(new Set<(value: Value) => void>());
  const listen = useCallback((listener: (value: Value) => void) => {
    listeners.current.add(listener);
    return () => {
      listeners.current.delete(listener);
    };
  }, []);
  const tell = useCallback((value: Value) => {
    for (const listener of listeners.current) listener(value);
  }, []);
  return { listen, tell };
}

/** What may be said to the reader about any failure. */
export function sentenceOf(error: unknown): string {
  return error instanceof ApiProblem ? error.message : "Something went wrong in this page. Try again.";
}

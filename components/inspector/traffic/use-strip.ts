"use client";
import { useEffect, useReducer, useRef, useState } from "react";
import type { Summary } from "#lib/model/capture.ts";
import { fits } from "../filter/filter-text.ts";
import type { ListFilter } from "../filter/terms.ts";
import { api } from "../session/api.ts";
import type { SessionHandle } from "../session/use-session.ts";
import { count, MAX_WAITING, NOTHING } from "./counting.ts";
import { type Span, type Strip, trafficQuery } from "./strip.ts";

/** Arrivals are drawn at most so often. */
const DRAW_MS = 400;
/** A doubtful count is asked for again after the first time, but not more often than the second. */
const ASK_AFTER_MS = 1200;
const ASK_EVERY_MS = 5000;

/**
 * The strip of a bin, with what fits the filter, kept current. Null until the server has told for the first time, and when it never does.
 * `filter`: the same object as long as it says the same.
 */
export function useStrip(
  bin: string,
  span: Span,
  filter: ListFilter | null,
  onEvent: SessionHandle["onEvent"],
): Strip | null {
  const [{ strip, counted, ask, failures, doubts }, tell] = useReducer(count, NOTHING);
  const latestDoubts = useRef(doubts);
  latestDoubts.current = doubts;
  const isByPin = useRef(false);
  isByPin.current = filter?.pinned !== undefined;
  const [round, setRound] = useState(0);
  const askedAt = useRef(0);

  useEffect(() => {
    void round;
    const stop = new AbortController();
    askedAt.current = Date.now();
    const asked = { span, doubts: latestDoubts.current };
    api.traffic(bin, trafficQuery(span, Date.now()), stop.signal).then(
      (traffic) => tell({ kind: "taken", traffic, ...asked }),
      () => !stop.signal.aborted && tell({ kind: "failed" }),
    );
    return () => stop.abort();
  }, [bin, span, round]);

  useEffect(() => {
    const judged = { bin, filter: filter ?? {} };
    tell({ kind: "filter", filter, fits: (capture) => fits(capture, judged) });
  }, [bin, filter]);

  useEffect(() => {
    if (!ask) return;
    const stop = new AbortController();
    const find = () =>
      api.traffic(bin, ask.query, stop.signal).then(
        (traffic) => tell({ kind: "found", ask, traffic }),
        () => !stop.signal.aborted && tell({ kind: "failed" }),
      );
    const timer = setTimeout(find, ask.isNewer ? ASK_AFTER_MS : 0);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [bin, ask]);

  const isDoubtful = failures > 0 || counted?.isStale === true;
  useEffect(() => {
    if (!isDoubtful) return;
    void failures;
    const wait = Math.max(ASK_AFTER_MS, askedAt.current + ASK_EVERY_MS - Date.now());
    const timer = setTimeout(() => setRound((before) => before + 1), wait);
    return () => clearTimeout(timer);
  }, [isDoubtful, failures]);

  useEffect(() => {
    let waiting: Summary[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasCutOff = false;
    const take = () => {
      timer = undefined;
      if (waiting.length > 0) tell({ kind: "arrived", captures: waiting });
      waiting = [];
    };
    const arrive = (captures: readonly Summary[]) => {
      waiting.push(...captures);
      if (waiting.length > MAX_WAITING) take();
      else timer ??= setTimeout(take, DRAW_MS);
    };
    const stop = onEvent((event) => {
      if (event.kind === "captures") arrive(event.captures);
      else if (event.kind === "joined" && event.answer.ok) {
        // What was deleted meanwhile, nobody told.
        if (event.answer.more || wasCutOff) tell({ kind: "doubted" });
        else arrive(event.answer.missed);
        wasCutOff = false;
      } else if (event.kind === "link") wasCutOff ||= event.link === "reconnecting" || event.link === "offline";
      else if (event.kind === "removed" || event.kind === "replied" || event.kind === "check")
        tell({ kind: "doubted" });
      else if (event.kind === "mark" && isByPin.current) tell({ kind: "doubted" });
      else if (event.kind === "removed all") {
        waiting = [];
        tell({ kind: "cleared" });
      }
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [onEvent]);

  return strip;
}

"use client";
import { useEffect, useReducer, useRef, useState } from "react";
import type { Summary } from "#lib/model/capture.ts";
import type { Traffic } from "#lib/model/traffic.ts";
import { api } from "../session/api.ts";
import type { SessionHandle } from "../session/use-session.ts";
import { type Span, type Strip, stripFrom, trafficQuery, withArrivals } from "./strip.ts";

/** Arrivals are drawn at most so often. */
const DRAW_MS = 400;
/** So many waiting ones are counted at once: timers of a hidden page are slow. */
const MAX_WAITING = 500;
/** A doubtful count is asked for again after the first time, but not more often than the second. */
const ASK_AFTER_MS = 1200;
const ASK_EVERY_MS = 5000;

type Told = {
  strip: Strip | null;
  /** The latest arrivals: an answer under way may be older than they are. */
  meanwhile: readonly Summary[];
  failures: number;
  doubts: number;
};
type News =
  /** `doubts`: how many there were when the server was asked. */
  | { kind: "taken"; span: Span; traffic: Traffic; doubts: number }
  | { kind: "failed" }
  | { kind: "arrived"; captures: readonly Summary[] }
  | { kind: "doubted" }
  | { kind: "cleared" };

/** The strip of a bin, kept current. Null until the server has told for the first time, and when it never does. */
export function useStrip(bin: string, span: Span, onEvent: SessionHandle["onEvent"]): Strip | null {
  const [{ strip, failures, doubts }, tell] = useReducer(hear, NOTHING);
  const latestDoubts = useRef(doubts);
  latestDoubts.current = doubts;
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

  const isDoubtful = failures > 0 || strip?.isStale === true;
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
    const count = () => {
      timer = undefined;
      if (waiting.length > 0) tell({ kind: "arrived", captures: waiting });
      waiting = [];
    };
    const arrive = (captures: readonly Summary[]) => {
      waiting.push(...captures);
      if (waiting.length > MAX_WAITING) count();
      else timer ??= setTimeout(count, DRAW_MS);
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

const NOTHING: Told = { strip: null, meanwhile: [], failures: 0, doubts: 0 };

function hear(told: Told, news: News): Told {
  const { strip, meanwhile } = told;
  switch (news.kind) {
    case "taken": {
      // What came while the server was being asked stands in its answer or not: the numbers tell.
      const taken = withArrivals(stripFrom(news.span, news.traffic), meanwhile);
      const isStale = taken.isStale || news.doubts !== told.doubts;
      return { ...told, strip: { ...taken, isStale }, meanwhile: [], failures: 0 };
    }
    case "failed":
      return { ...told, failures: told.failures + 1 };
    case "arrived":
      return {
        ...told,
        strip: strip && withArrivals(strip, news.captures),
        meanwhile: [...meanwhile, ...news.captures].slice(-MAX_WAITING),
      };
    case "doubted":
      return { ...told, strip: strip && { ...strip, isStale: true }, meanwhile: [], doubts: told.doubts + 1 };
    case "cleared":
      return {
        ...told,
        strip: strip && { ...strip, slots: new Map(), isStale: true },
        meanwhile: [],
        doubts: told.doubts + 1,
      };
  }
}

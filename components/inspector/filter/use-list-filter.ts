"use client";
import { type Dispatch, useEffect, useMemo, useRef, useState } from "react";
import type { Session, SessionEvent } from "../session/session.ts";
import type { SessionHandle } from "../session/use-session.ts";
import { parseFilter } from "./filter-text.ts";
import { isQuiet, shownOf } from "./found.ts";
import { countUnseen, lineOf } from "./unseen.ts";

/** While somebody types, the server is asked at most so often. */
const PAUSE_MS = 180;

export type ListedCaptures = {
  text: string;
  setText: (text: string) => void;
  isFiltered: boolean;
  /** More may be found than is shown. */
  isLooking: boolean;
  /** At its top, the list shows the newest as they arrive: the reader has not settled on one. */
  isGrowing: boolean;
  /** The session as the list sees it: with what the filter finds in place of everything. */
  session: Session;
  dispatch: Dispatch<SessionEvent>;
};

/** The filter's text, and the list that follows from it. Following the newest rests meanwhile. */
export function useListFilter(handle: SessionHandle): ListedCaptures {
  const { session, dispatch, found, setFilter, tellFound } = handle;
  const [text, setText] = useState("");
  // An address may bring a filter: `?filter=rule:…`. The server does not know it while it draws the page.
  useEffect(() => setText(new URLSearchParams(location.search).get("filter") ?? ""), []);
  const { follow, selected } = session;
  const place = useRef({ follow, selected });
  place.current = { follow, selected };
  /** What was selected when following began to rest; it goes on unless the reader has chosen something since, be it the same. */
  const rested = useRef<{ at: number | null } | null>(null);
  /** What was selected when this filter began, until the reader chooses. */
  const begun = useRef<{ at: number | null } | null>(null);

  useEffect(() => {
    const filter = parseFilter(text);
    if (filter === null) {
      setFilter(null);
      if (rested.current?.at === place.current.selected) dispatch({ kind: "follow", on: true });
      rested.current = null;
      return;
    }
    const timer = setTimeout(() => {
      begun.current = { at: place.current.selected };
      if (place.current.follow) {
        rested.current = { at: place.current.selected };
        dispatch({ kind: "follow", on: false });
      }
      // What lies behind the filter is not looked at.
      dispatch({ kind: "watching", on: false });
      setFilter(filter);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, setFilter, dispatch]);

  const isAsking = found?.ask != null && !isQuiet(found.ask);
  const listed = useMemo(() => {
    if (found === null) return session;
    const rows = shownOf(found);
    return {
      ...session,
      window: { rows, newer: 0, older: found.next === null && !isAsking ? 0 : 1 },
      page: found.ask && isAsking ? { ask: { kind: "newest" as const }, epoch: found.ask.epoch } : null,
      pageProblem: found.problem,
      rests: false,
      watching: found.unseen.since === null,
      unread: countUnseen(found.unseen, rows),
      seenUpTo: lineOf(found.unseen, rows),
    };
  }, [session, found, isAsking]);
  const isFiltered = found !== null;
  const newest = useRef<number | undefined>(undefined);
  newest.current = listed.window.rows[0]?.seq;
  const listedDispatch = useMemo(() => {
    if (!isFiltered) return dispatch;
    const choose = (seq: number | null) => {
      rested.current = null;
      begun.current = null;
      dispatch({ kind: "select", seq });
    };
    return (event: SessionEvent) => {
      switch (event.kind) {
        case "select":
          choose(event.seq);
          break;
        case "follow":
          if (newest.current === undefined) break;
          choose(newest.current);
          // From here on the list grows at its top again.
          begun.current = { at: newest.current };
          break;
        case "want":
          tellFound({ kind: "find more" });
          break;
        case "watching":
        case "shown":
        case "seen":
          tellFound(event);
          break;
        case "trim":
          break;
        default:
          dispatch(event);
      }
    };
  }, [isFiltered, dispatch, tellFound]);

  return {
    text,
    setText,
    isFiltered,
    isGrowing: isFiltered ? begun.current?.at === selected : follow,
    isLooking: found !== null && (isAsking || found.next !== null),
    session: listed,
    dispatch: listedDispatch,
  };
}

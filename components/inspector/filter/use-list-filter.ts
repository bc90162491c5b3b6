"use client";
import { type Dispatch, useEffect, useMemo, useRef, useState } from "react";
import { filterFromHash } from "../session/place.ts";
import type { Session, SessionEvent } from "../session/session.ts";
import type { SessionHandle } from "../session/use-session.ts";
import { readFilter } from "./filter-text.ts";
import { isQuiet, shownOf } from "./found.ts";
import type { ListFilter } from "./terms.ts";
import { countUnseen, lineOf } from "./unseen.ts";

/** While somebody types, the server is asked at most so often. */
const PAUSE_MS = 180;

export type ListedCaptures = {
  text: string;
  setText: (text: string) => void;
  /** The text that the list was last narrowed by; null before the address has been read. */
  settled: string | null;
  isFiltered: boolean;
  filter: ListFilter | null;
  /** More may be found than is shown. */
  isLooking: boolean;
  /** At its top, the list shows the newest as they arrive: the reader has not settled on one. */
  isGrowing: boolean;
  /** The newest are followed, or will be again once the filter goes. */
  follows: boolean;
  /** The session as the list sees it: with what the filter finds in place of everything. */
  session: Session;
  dispatch: Dispatch<SessionEvent>;
};

/** The filter's text, and the list that follows from it. Following the newest rests meanwhile. */
export function useListFilter(handle: SessionHandle): ListedCaptures {
  const { session, dispatch, found, setFilter, tellFound } = handle;
  // An address may bring a filter, which the server does not know while it draws the page.
  const [typed, setText] = useState<string | null>(null);
  const [settled, setSettled] = useState<string | null>(null);
  const text = typed ?? "";
  useEffect(() => setText((before) => before ?? filterFromHash(location.hash)), []);
  /** Nobody types: what the address brought is looked for at once. */
  const isFirst = useRef(true);
  const { follow, selected } = session;
  const place = useRef({ follow, selected });
  place.current = { follow, selected };
  /** What was selected when following began to rest; it goes on unless the reader has chosen something since, be it the same. */
  const rested = useRef<{ at: number | null } | null>(null);
  /** What was selected when this filter began, until the reader chooses. */
  const begun = useRef<{ at: number | null } | null>(null);

  useEffect(() => {
    if (typed === null) return;
    const { filter } = readFilter(typed);
    const isTyped = !isFirst.current;
    isFirst.current = false;
    if (filter === null) {
      setSettled(typed);
      setFilter(null);
      if (rested.current?.at === place.current.selected) dispatch({ kind: "follow", on: true });
      rested.current = null;
      return;
    }
    const narrow = () => {
      setSettled(typed);
      begun.current = { at: place.current.selected };
      if (place.current.follow) {
        rested.current = { at: place.current.selected };
        dispatch({ kind: "follow", on: false });
      }
      // What lies behind the filter is not looked at.
      dispatch({ kind: "watching", on: false });
      setFilter(filter);
    };
    const timer = setTimeout(narrow, isTyped ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [typed, setFilter, dispatch]);

  const isAsking = found?.ask != null && !isQuiet(found.ask);
  const listed = useMemo(() => {
    if (found === null) return session;
    const rows = shownOf(found);
    return {
      ...session,
      window: { rows, newer: 0, older: found.next === null && !isAsking ? 0 : 1 },
      page: found.ask && isAsking ? { ask: { kind: "newest" as const }, epoch: found.ask.epoch } : null,
      pageProblem: found.problem === null ? null : { ask: { kind: "newest" as const }, says: found.problem },
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
    settled,
    isFiltered,
    filter: found?.filter ?? null,
    isGrowing: isFiltered ? begun.current?.at === selected : follow,
    follows: follow || (rested.current !== null && rested.current.at === selected),
    isLooking: found !== null && (isAsking || found.next !== null),
    session: listed,
    dispatch: listedDispatch,
  };
}

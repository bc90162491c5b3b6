"use client";
import { useMemo } from "react";
import { formatCount, formatDay } from "#components/ui/format.ts";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { Session } from "../session/session.ts";
import { sayDay } from "./say-day.ts";

/** What stands on the upper edge of the row at `index` of the window, if anything. */
export function useEdges({ window: held, seenUpTo }: Session) {
  const hydrated = useHydrated();
  return useMemo(() => {
    const { rows, newer } = held;
    return (index: number) => {
      const row = rows[index];
      const above = rows[index - 1];
      if (!row || !above) return null;
      if (seenUpTo !== null && row.seq <= seenUpTo && above.seq > seenUpTo) return unreadEdge(index + newer);
      if (!hydrated) return null;
      const date = new Date(row.receivedAt);
      return formatDay(date) === formatDay(new Date(above.receivedAt))
        ? null
        : { text: sayDay(date, new Date()), isUnread: false };
    };
  }, [held, seenUpTo, hydrated]);
}

function unreadEdge(count: number) {
  return { text: `${formatCount(count)} new above`, isUnread: true };
}

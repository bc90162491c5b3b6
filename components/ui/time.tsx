"use client";
import { formatAgo, formatClock, formatMoment } from "./format.ts";
import { useHydrated } from "./use-hydrated.ts";
import { useNow } from "./use-now.ts";

/** Time of day in the reader's zone. */
export function Clock({ iso, withMs = false }: { iso: string; withMs?: boolean }) {
  const hydrated = useHydrated();
  return (
    <time dateTime={iso} className={hydrated ? "figures" : "figures invisible"}>
      {hydrated ? formatClock(new Date(iso), withMs) : "00:00:00"}
    </time>
  );
}

/** The whole moment, to the millisecond. */
export function Moment({ iso }: { iso: string }) {
  const hydrated = useHydrated();
  return (
    <time dateTime={iso} className="figures">
      {hydrated ? formatMoment(new Date(iso)) : iso}
    </time>
  );
}

/** How long ago, kept current. */
export function Ago({ iso }: { iso: string }) {
  const now = useNow();
  return (
    <time dateTime={iso} className="figures">
      {now === null ? "" : formatAgo(Date.parse(iso), now)}
    </time>
  );
}

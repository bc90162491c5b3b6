"use client";
import { useNow } from "#components/ui/use-now.ts";
import type { Delivery } from "#lib/model/delivery.ts";

/** When a waiting delivery is tried again, counted down. */
export function NextTry({ delivery: { state, nextAt, attempts } }: { delivery: Delivery }) {
  const now = useNow();
  if (state !== "waiting" || now === null) return null;
  if (nextAt === null) return <>, under way</>;
  const seconds = Math.ceil((Date.parse(nextAt) - now) / 1000);
  const when = seconds <= 0 ? "any moment" : `in ${wait(seconds)}`;
  return (
    <>
      , {attempts.length === 0 ? "first" : "next"} try {when}
    </>
  );
}

function wait(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

"use client";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { sayDay } from "./say-day.ts";

/** The heading of the day that the uppermost row belongs to. `at`: that row's time, unless it is still being loaded. */
export function DayBar({ at }: { at: string | undefined }) {
  const hydrated = useHydrated();
  return (
    <p className="flex h-6 shrink-0 items-center border-b bg-canvas px-4 text-2xs font-medium text-soft">
      {hydrated && at !== undefined ? sayDay(new Date(at), new Date()) : null}
    </p>
  );
}

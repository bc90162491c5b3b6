"use client";
import { usePreferences } from "./use-preferences.ts";

/** For a control that a single key works too: the key it shows, or nothing while such keys are switched off. */
export function useKeyHints(): (key: string) => { keys?: string } {
  const { singleKeys } = usePreferences();
  return (keys) => (singleKeys ? { keys } : {});
}

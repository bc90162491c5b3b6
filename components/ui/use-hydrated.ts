"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False while the page is the server's, whose time zone is not the reader's; true from the moment it is ours. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

"use client";
import { createContext, use, useSyncExternalStore } from "react";
import { DEFAULTS, PREFERENCES_COOKIE, type Preferences, readPreferences } from "./preferences.ts";

/** As the server drew the page. */
export const PreferencesDrawn = createContext<Preferences>(DEFAULTS);

const listeners = new Set<() => void>();
let current: Preferences | null = null;

/** As they are now, where no component asks. */
export function currentPreferences(): Preferences {
  current ??= readPreferences(ownCookie());
  return current;
}

export function usePreferences(): Preferences {
  const drawn = use(PreferencesDrawn);
  return useSyncExternalStore(subscribe, currentPreferences, () => drawn);
}

/** Changes them at once and remembers them for a year. */
export function setPreferences(changes: Partial<Preferences>): void {
  current = { ...currentPreferences(), ...changes };
  const value = encodeURIComponent(JSON.stringify(current));
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers we support
  document.cookie = `${PREFERENCES_COOKIE}=${value}; Path=/bins; Max-Age=31536000; SameSite=Lax`;
  for (const listener of listeners) listener();
}

function ownCookie(): string | undefined {
  const start = `${PREFERENCES_COOKIE}=`;
  const own = document.cookie.split("; ").find((one) => one.startsWith(start));
  try {
    return own && decodeURIComponent(own.slice(start.length));
  } catch {
    // Not written by us.
    return undefined;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

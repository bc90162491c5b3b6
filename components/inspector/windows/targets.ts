/** The last target of each bin, kept in this browser. */
const KEY = "wirebin.targets";
const MAX_BINS = 100;

function readAll(): [string, string][] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}

export function lastTarget(bin: string): string {
  return readAll().find(([id]) => id === bin)?.[1] ?? "";
}

export function rememberTarget(bin: string, url: string): void {
  const others = readAll().filter(([id]) => id !== bin);
  try {
    localStorage.setItem(KEY, JSON.stringify([[bin, url], ...others].slice(0, MAX_BINS)));
  } catch {
    // Without storage the target is typed again next time.
  }
}

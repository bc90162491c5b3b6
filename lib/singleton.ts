/**
 * The one place that touches globalThis. Our server and Next's bundle each load their own copy of every module in one
 * process, so what must exist once (database client, journal, bus) is kept here under a process-wide symbol.
 */
export function singleton<T>(name: string, create: () => T): T {
  const key = Symbol.for(`wirebin.${name}`);
  const shelf = globalThis as { [slot: symbol]: unknown };
  if (!(key in shelf)) shelf[key] = create();
  return shelf[key] as T;
}

/** Puts `value` where `singleton(name)` will find it, in place of what was there. For start-up, which chooses implementations. */
export function setSingleton<T>(name: string, value: T): void {
  (globalThis as { [slot: symbol]: unknown })[Symbol.for(`wirebin.${name}`)] = value;
}

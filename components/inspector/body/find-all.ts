import type { Found } from "#lib/views/find-text.ts";

/** Worked for so long, the page draws and hears keys. */
const WORK_MS = 8;
/** How often it is said what was found so far. */
const SAY_MS = 100;

export type Findings = { found: readonly Found[]; isDone: boolean };

/**
 * Takes what is found piece by piece, up to `limit`, while the page lives on. Says what there is now and then, and at the end. Stops when
 * aborted.
 */
export async function findAll(
  pieces: Iterator<Found[]>,
  { limit, signal, say }: { limit: number; signal: AbortSignal; say: (findings: Findings) => void },
): Promise<void> {
  let found: Found[] = [];
  let said = performance.now();
  let rested = said;
  while (!signal.aborted) {
    const { value, done } = pieces.next();
    const isDone = done === true || found.length + value.length >= limit;
    if (!done) found = found.concat(value.slice(0, limit - found.length));
    const now = performance.now();
    if (isDone || now - said > SAY_MS) {
      said = now;
      say({ found, isDone });
    }
    if (isDone) return;
    if (now - rested < WORK_MS) continue;
    await aTask();
    rested = performance.now();
  }
}

/** Comes after what waits already: what is to be drawn, a key. */
function aTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

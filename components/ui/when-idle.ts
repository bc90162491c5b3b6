/** A page that is never idle gets to it all the same. */
const PATIENCE_MS = 5000;

/** Calls when the browser has nothing better to do. */
export function whenIdle(call: () => void): void {
  // Safari cannot tell when that is.
  if ("requestIdleCallback" in window) window.requestIdleCallback(call, { timeout: PATIENCE_MS });
  else setTimeout(call, 100);
}

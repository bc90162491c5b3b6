/**
 * A target that keeps failing is left alone for a while: after FAILURES_TO_OPEN failures in a row its circuit opens, deliveries to it wait, and
 * when the pause is over one of them goes ahead to see. If that fails the pause doubles; one success closes the circuit.
 */
export type Circuit = {
  /** Failures in a row. */
  failures: number;
  /** Until when nothing is sent (milliseconds), or null while closed. */
  openUntil: number | null;
};

export const CLOSED_CIRCUIT: Circuit = { failures: 0, openUntil: null };

export const FAILURES_TO_OPEN = 5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/** True when a delivery may be sent at `now`. */
export function isPassable(circuit: Circuit, now: number): boolean {
  return circuit.openUntil === null || now >= circuit.openUntil;
}

/** The circuit once a delivery has been sent at `now`: an open one closes behind the one that goes ahead, for another pause. */
export function beforeTry(circuit: Circuit, now: number): Circuit {
  return circuit.openUntil === null ? circuit : { ...circuit, openUntil: now + pauseAfter(circuit.failures) };
}

/** The circuit once an attempt has ended at `now`. */
export function afterTry(circuit: Circuit, delivered: boolean, now: number): Circuit {
  if (delivered) return CLOSED_CIRCUIT;
  const failures = circuit.failures + 1;
  return { failures, openUntil: failures < FAILURES_TO_OPEN ? null : now + pauseAfter(failures) };
}

/** How long a target that failed so often in a row is left alone. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(20, Math.max(0, failures - FAILURES_TO_OPEN)));
}

/**
 * Whether the wall clock can be trusted with deleting what is old, and whether what waits for a time on it would wait too long. A clock that
 * jumps (a wrong time server, a machine that slept) would make a week out of a minute, and everything old; set back, it makes a week of a pause.
 */

/** How far the wall clock may go from the time that passed, between two questions. */
const JUMP_MS = 300_000;
/** How long it must go well after a jump: whoever set it wrong has time to notice. */
const WAIT_MS = 3_600_000;

/** Answers false from a jump on until the clock has gone well for an hour. To be asked at intervals. */
export function createSteadyClock(
  wall: () => number = Date.now,
  passed: () => number = () => performance.now(),
): () => boolean {
  let last = { wall: wall(), passed: passed() };
  let jumped = Number.NEGATIVE_INFINITY;
  return () => {
    const now = { wall: wall(), passed: passed() };
    if (Math.abs(now.wall - last.wall - (now.passed - last.passed)) > JUMP_MS) jumped = now.passed;
    last = now;
    return now.passed - jumped >= WAIT_MS;
  };
}

/** By less than this a clock is put right all the time. */
const SET_BACK_MS = 1000;

/**
 * Answers true when the wall clock was set back since the last question: what was to wait until a time on it would wait that much longer. To be
 * asked at short intervals.
 */
export function createSetBackWatch(
  wall: () => number = Date.now,
  passed: () => number = () => performance.now(),
): () => boolean {
  let last = wall() - passed();
  return () => {
    const before = last;
    last = wall() - passed();
    return before - last > SET_BACK_MS;
  };
}

/**
 * Keeps resending by hand or by script within bounds: so many a minute and at once for each owner, and so many at once in this process.
 * Counts in memory: a restart forgives, and each process counts for itself.
 */
export type ResendLimit = {
  /** `now` counts milliseconds, from any beginning and never backwards. A place for one send of this owner, to be given back by calling `leave`, or how long to wait for one. */
  enter: (
    owner: string,
    now?: number,
  ) => { kind: "entered"; leave: () => void } | { kind: "limited"; retryAfterMs: number };
};

export type ResendLimits = {
  perMinute: number;
  /** How many of a minute's share may go in one go. */
  burst: number;
  atOncePerOwner: number;
  atOnce: number;
};

export const RESEND_LIMITS: ResendLimits = { perMinute: 300, burst: 60, atOncePerOwner: 20, atOnce: 200 };

/** What a caller is told when every place is taken: nobody knows when one comes free. */
const BUSY_RETRY_MS = 1000;

type Account = { tokens: number; countedAt: number; running: number };

export function createResendLimit(limits: ResendLimits = RESEND_LIMITS): ResendLimit {
  const accounts = new Map<string, Account>();
  const perMs = limits.perMinute / 60_000;
  let running = 0;

  const full = (account: Account, now: number) =>
    account.running === 0 && account.tokens + (now - account.countedAt) * perMs >= limits.burst;

  /** An account with its full share says nothing a new one would not: memory follows those who send now. */
  const forget = (now: number) => {
    for (const [owner, account] of accounts) if (full(account, now)) accounts.delete(owner);
  };
  let forgottenAt = 0;

  return {
    enter(owner, now = performance.now()) {
      if (now - forgottenAt > 60_000) {
        forget(now);
        forgottenAt = now;
      }
      const account = accounts.get(owner) ?? { tokens: limits.burst, countedAt: now, running: 0 };
      accounts.set(owner, account);
      account.tokens = Math.min(limits.burst, account.tokens + (now - account.countedAt) * perMs);
      account.countedAt = now;
      if (account.tokens < 1) return { kind: "limited", retryAfterMs: Math.ceil((1 - account.tokens) / perMs) };
      if (account.running >= limits.atOncePerOwner || running >= limits.atOnce) {
        return { kind: "limited", retryAfterMs: BUSY_RETRY_MS };
      }
      account.tokens -= 1;
      account.running += 1;
      running += 1;
      let left = false;
      return {
        kind: "entered",
        leave: () => {
          if (left) return;
          left = true;
          account.running -= 1;
          running -= 1;
        },
      };
    },
  };
}

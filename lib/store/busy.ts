import { AppError, isAppError } from "#lib/errors.ts";

/** Codes with which a lock, a full disk or a cut connection shows itself in Prisma's client and its adapters. */
const PASSING = /SQLITE_BUSY|SQLITE_LOCKED|SocketTimeout|database is locked|P1008|P2034|40P01|40001/;

const DEADLINE_MS = 3000;

/**
 * Runs a read or write of the management side. A locked database is tried again without blocking the event loop; what still fails
 * is `unavailable`; a row that leans on one which is gone by now is `not_found`. Our own errors pass through.
 */
export async function withStore<T>(work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (isAppError(error) || isConstraint(error)) throw error;
      if (isGone(error)) throw new AppError("not_found", "It, or what it belongs to, was deleted meanwhile");
      if (!PASSING.test(textOf(error)) || performance.now() - started > DEADLINE_MS) {
        throw new AppError("unavailable", "The store could not be reached; try again shortly", { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** The disk has no room for what was to be written; nothing of it was. */
export function isFull(error: unknown): boolean {
  const { cause } = (error ?? {}) as { cause?: unknown };
  return /database or disk is full/.test(textOf(error)) || (cause !== undefined && isFull(cause));
}

/** Prisma's code for a broken unique constraint: the caller knows what it means. */
export function isConstraint(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "P2002";
}

/** Prisma's codes for a row that is needed and not there: by a foreign key, and by name. */
function isGone(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === "P2003" || code === "P2025";
}

function textOf(error: unknown): string {
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  return `${code} ${message} ${JSON.stringify(cause) ?? ""}`;
}

import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

/** This process as it signs its leases: where it runs, its number there, and something that no earlier process with that number had. */
export function instanceName(): string {
  return `${hostname()}/${process.pid}/${randomBytes(6).toString("hex")}`;
}

/**
 * True when the process that signed `by` is certainly gone: it ran on this machine under a number that is now nobody's, or ours. Then its leases
 * need not run out, and a restart goes on at once. Of other machines nothing is known.
 */
export function isGone(by: string, own: string): boolean {
  if (by === own) return false;
  const [host, pid] = by.split("/");
  if (host !== hostname() || pid === undefined) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as { code?: unknown }).code === "ESRCH";
  }
}

import { randomBytes } from "node:crypto";
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** This process as it signs its leases: where it runs, its number there, and something that no earlier process with that number had. */
export function instanceName(): string {
  return `${whereItRuns()}/${process.pid}/${randomBytes(6).toString("hex")}`;
}

/** Containers may have one host name and each its own process 1: numbers are compared within one namespace of them, where there are such. */
function whereItRuns(): string {
  try {
    return `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    // Only Linux has namespaces of processes.
    return hostname();
  }
}

/**
 * True when the process that signed `by` is certainly gone: it ran on this machine under a number that is now nobody's, or ours. Then its leases
 * need not run out, and a restart goes on at once. Of other machines nothing is known, and a container that is started again looks like one, since
 * its namespace is new: what it had under way waits until the lease has run out, at most 20 s.
 */
export function isGone(by: string, own: string): boolean {
  if (by === own) return false;
  const [place, pid] = by.split("/");
  if (place !== own.split("/")[0] || pid === undefined) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as { code?: unknown }).code === "ESRCH";
  }
}

import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Holds processes down to a part of one core each, so that on a small machine it shows what more of them would carry where neither the
 * database nor the load is short of cores. By a control group's CPU quota (Linux, as root).
 */
const PERIOD_US = 10_000;
const ROOTS = ["/sys/fs/cgroup/cpu", "/sys/fs/cgroup"];

/** Runs `work` while each of these processes gets no more than `share` of a core. Null where the machine does not let us say so. */
export async function withShareOfCore<T>(pids: number[], share: number, work: () => Promise<T>): Promise<T | null> {
  const root = ROOTS.find((folder) => existsSync(path.join(folder, "cgroup.procs")));
  const groups = pids.map((pid) => ({ pid, folder: path.join(root ?? "", `wirebin-bench-${pid}`) }));
  try {
    if (!root) throw new Error("no control groups here");
    for (const { pid, folder } of groups) confine(folder, pid, share);
  } catch (error) {
    process.stderr.write(`\nSKIPPED, a part of a core needs control groups that may be written: ${error}\n\n`);
    await free(root, groups);
    return null;
  }
  try {
    return await work();
  } finally {
    await free(root, groups);
  }
}

function confine(folder: string, pid: number, share: number): void {
  mkdirSync(folder);
  const quota = String(Math.round(share * PERIOD_US));
  if (existsSync(path.join(folder, "cpu.cfs_quota_us"))) {
    writeFileSync(path.join(folder, "cpu.cfs_period_us"), String(PERIOD_US));
    writeFileSync(path.join(folder, "cpu.cfs_quota_us"), quota);
  } else writeFileSync(path.join(folder, "cpu.max"), `${quota} ${PERIOD_US}`);
  writeFileSync(path.join(folder, "cgroup.procs"), String(pid));
}

/** A group can go when nobody is in it. */
async function free(root: string | undefined, groups: { pid: number; folder: string }[]): Promise<void> {
  for (const { pid, folder } of groups.filter((group) => existsSync(group.folder))) {
    if (existsSync(`/proc/${pid}`)) writeFileSync(path.join(root ?? "", "cgroup.procs"), String(pid));
    while (readFileSync(path.join(folder, "cgroup.procs"), "utf8") !== "") await delay(20);
    rmdirSync(folder);
  }
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** fsync and fdatasync as they are, and a millisecond more. */
const SOURCE = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void wait_a_millisecond(void) { struct timespec t = { 0, 1000000 }; nanosleep(&t, 0); }
int fsync(int fd) { int (*real)(int) = dlsym(RTLD_NEXT, "fsync"); wait_a_millisecond(); return real(fd); }
int fdatasync(int fd) { int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync"); wait_a_millisecond(); return real(fd); }
`;

/** Environment under which a program's every fsync takes a millisecond longer, as on a slow disk. Null where there is no C compiler. */
export async function withSlowDisk<T>(work: (env: Record<string, string>) => Promise<T>): Promise<T | null> {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-slow-disk-"));
  try {
    const [source, library] = [path.join(folder, "slow.c"), path.join(folder, "slow.so")];
    writeFileSync(source, SOURCE);
    try {
      execFileSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], { stdio: "pipe" });
    } catch (error) {
      process.stderr.write(`\nSKIPPED, a slow disk needs a C compiler: ${error}\n\n`);
      return null;
    }
    return await work({ LD_PRELOAD: library });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

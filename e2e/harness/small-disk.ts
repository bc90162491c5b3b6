import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A disk of its own for one test, so small that it can be filled. */
export type SmallDisk = {
  folder: string;
  freeBytes: () => number;
  /** Takes what is left, but for `spare` bytes, as another program would; `release` gives it back. */
  fill: (spare?: number) => void;
  release: () => void;
  remove: () => void;
};

/** Null where this process may not mount one; then what needs it is skipped, and this says so. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "wirebin-test", folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    process.stderr.write(`\nSKIPPED, no small disk can be mounted: ${mounted.error ?? mounted.stderr}\n\n`);
    return null;
  }
  const others = path.join(folder, "of-another-program");
  const freeBytes = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    freeBytes,
    fill: (spare = 0) => writeFileSync(others, Buffer.alloc(Math.max(0, freeBytes() - spare))),
    release: () => rmSync(others, { force: true }),
    remove: () => {
      spawnSync("umount", [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

import { spawnSync } from "node:child_process";
import { chromiumPath } from "./chromium.ts";

/**
 * Makes sure that there is a browser to test with: the system's Chromium; else Debian's package, where we may install it; else the
 * build that Playwright downloads. Returns false, having said why, when none can be had.
 */
export function installBrowser(): boolean {
  if (chromiumPath() !== null) return true;
  process.stdout.write("No Chromium on this machine; installing one.\n");
  if (process.getuid?.() === 0 && has("apt-get")) {
    run("apt-get", ["update", "-q"]);
    run("apt-get", ["install", "-q", "-y", "--no-install-recommends", "chromium", "chromium-headless-shell"]);
    // An older Debian has no package of the shell.
    if (chromiumPath() === null) run("apt-get", ["install", "-q", "-y", "--no-install-recommends", "chromium"]);
    if (chromiumPath() !== null) return true;
  }
  if (run("npx", ["playwright", "install", "--with-deps", "chromium"])) return true;
  if (run("npx", ["playwright", "install", "chromium"])) return true;
  process.stderr.write("Install Chromium, or name one in CHROMIUM_PATH, and run the tests again.\n");
  return false;
}

function has(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}

function run(program: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(program, args, { stdio: "inherit", env }).status === 0;
}

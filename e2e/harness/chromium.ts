import { existsSync } from "node:fs";

/** The system's Chromium, or null where Playwright brings its own. */
export function chromiumPath(): string | null {
  return firstOf([
    process.env.CHROMIUM_PATH,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ]);
}

/** The same engine without windows, which takes two thirds of the work; null where the system has none. */
function shellPath(): string | null {
  return process.env.CHROMIUM_PATH ? null : firstOf(["/usr/bin/chromium-headless-shell"]);
}

/** What most tests run in: Chromium's shell where there is one. (Playwright's own browser is the shell, too, where nobody looks on.) */
export function quietBrowser() {
  return { launchOptions: launchOptions(shellPath() ?? chromiumPath()) };
}

/** What tests run in that need what the shell has not: the desktop's notifications. */
export function wholeBrowser() {
  return { channel: "chromium", launchOptions: launchOptions(chromiumPath()) };
}

function launchOptions(executablePath: string | null) {
  return {
    ...(executablePath !== null && { executablePath }),
    // Tests run as root in containers, where Chromium's own sandbox cannot start; nothing from outside is ever loaded.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      // Nothing is drawn by a graphics card, and a process for it alone takes time of its own.
      "--in-process-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  };
}

function firstOf(candidates: (string | undefined)[]): string | null {
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

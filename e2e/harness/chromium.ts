import { existsSync } from "node:fs";

/** The system's Chromium, or null where Playwright brings its own. */
export function chromiumPath(): string | null {
  const named = process.env.CHROMIUM_PATH;
  const candidates = [
    ...(named ? [named] : []),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  return candidates.find((path) => existsSync(path)) ?? null;
}

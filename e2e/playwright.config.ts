import { defineConfig } from "@playwright/test";
import { chromiumPath } from "./harness/chromium.ts";

const executablePath = chromiumPath();

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.e2e.ts",
  outputDir: ".output/results",
  snapshotPathTemplate: "{testDir}/snapshots/{testFileName}/{arg}{ext}",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: ".output/results.json" }]],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    launchOptions: {
      ...(executablePath !== null && { executablePath }),
      // Tests run as root in containers, where Chromium's own sandbox cannot start; nothing from outside is ever loaded.
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});

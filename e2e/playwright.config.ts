import { defineConfig } from "@playwright/test";
import { quietBrowser } from "./harness/chromium.ts";

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
    // Every frame of what moves is drawn by a processor here; e2e/motion.e2e.ts looks at it with motion.
    contextOptions: { reducedMotion: "reduce" },
    ...quietBrowser(),
  },
});

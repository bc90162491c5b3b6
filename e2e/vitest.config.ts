import path from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

const harness = path.join(import.meta.dirname, "harness");
/** lib/store/postgresql.test.ts runs the others of its room once more; and what starts servers may leave something behind. */
const APART = ["lib/store/**/*.test.ts", "e2e/**/*.test.ts"];

/**
 * How `npm run check` and `npm test` run vitest; what a file of its own needs, it says itself. A process for each file would take as long as
 * the tests in it, so most share theirs.
 */
export default defineConfig({
  root: path.resolve(import.meta.dirname, ".."),
  test: {
    // Each file may start servers of its own: time for a busy machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    setupFiles: [path.join(harness, "fresh-process.ts"), path.join(harness, "property-seed.ts")],
    projects: [
      { extends: true, test: { name: "together", isolate: false, exclude: [...configDefaults.exclude, ...APART] } },
      { extends: true, test: { name: "apart", include: APART } },
    ],
  },
});

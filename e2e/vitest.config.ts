import path from "node:path";
import { defineConfig } from "vitest/config";

/** How `npm run check` and `npm test` run vitest; what a file of its own needs, it says itself. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, ".."),
  test: { setupFiles: [path.join(import.meta.dirname, "harness/property-seed.ts")] },
});

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { build, isBuilt } from "#lib/server/build.mjs";
import { installBrowser } from "./harness/install-browser.ts";

/**
 * npm test: types, lint, every unit test, the built server over raw sockets, and the page in a real browser. Goes on after a failure,
 * so that one run tells everything, and ends with a line that counts all of it.
 */
const ROOT = path.resolve(import.meta.dirname, "..");
const OUTPUT = path.join(ROOT, "e2e/.output");
const only = process.argv[2];

/** The pages' tests without e2e/screens, whose pictures of every screen are drawn and compared by `npm run screens`. */
const WALKS = "e2e/[^/]+[.]e2e[.]ts$";

type Count = { passed: number; failed: number; skipped: number };
const ONE_PASSED: Count = { passed: 1, failed: 0, skipped: 0 };
const ONE_FAILED: Count = { passed: 0, failed: 1, skipped: 0 };
const total: Count = { passed: 0, failed: 0, skipped: 0 };

function add(name: string, count: Count): void {
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  process.stdout.write(`\n${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n\n`);
}

/** Steps without a count of their own, side by side: each is one test, and says all it has to say when it is done. */
async function steps(...scripts: string[]): Promise<void> {
  await Promise.all(
    scripts.map(async (script) => {
      const said: Buffer[] = [];
      const child = spawn("npm", ["run", "--silent", script], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => said.push(part));
      const [status] = await once(child, "close");
      process.stdout.write(Buffer.concat(said));
      add(script, status === 0 ? ONE_PASSED : ONE_FAILED);
    }),
  );
}

function vitest(name: string, workers: number, ...folders: string[]): void {
  const report = path.join(OUTPUT, `${name}.json`);
  rmSync(report, { force: true });
  const bin = path.join(ROOT, "node_modules/vitest/vitest.mjs");
  const args = [
    bin,
    "run",
    "--config=e2e/vitest.config.ts",
    `--maxWorkers=${workers}`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...folders,
  ];
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
  if (!existsSync(report)) {
    add(name, ONE_FAILED);
    return;
  }
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
  // A file that fails to load has no failed test of its own.
  const failed = status !== 0 && numFailedTests === 0 ? 1 : numFailedTests;
  add(name, { passed: numPassedTests, failed, skipped: numPendingTests });
}

function playwright(name: string): void {
  const report = path.join(OUTPUT, "results.json");
  rmSync(report, { force: true });
  if (!installBrowser()) {
    add(name, ONE_FAILED);
    return;
  }
  const bin = path.join(ROOT, "node_modules/@playwright/test/cli.js");
  const wanted = process.argv.slice(3);
  const args = [bin, "test", "--config", "e2e/playwright.config.ts", ...(wanted.length > 0 ? wanted : [WALKS])];
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
  if (!existsSync(report)) {
    add(name, ONE_FAILED);
    return;
  }
  const { stats } = JSON.parse(readFileSync(report, "utf8"));
  const failed = status !== 0 && stats.unexpected === 0 ? 1 : stats.unexpected;
  add(name, { passed: stats.expected, failed, skipped: stats.skipped });
}

async function main(): Promise<void> {
  if (!only || only === "check") {
    await steps("types", "lint");
    vitest("unit", 2, "lib", "components", "prisma", "e2e/screens");
  }
  if (only !== "check" && !isBuilt()) await build();
  if (!only || only === "engine") vitest("engine", 3, "e2e/engine");
  if (!only || only === "page") playwright("page");
  if (total.skipped > 0) process.stdout.write(`${total.skipped} skipped, each says above why\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
}

await main();

// npm run build: Prisma's clients, Next's build, and the server bundled into dist/. Remembers what it was built from.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";

const ROOT = path.resolve(import.meta.dirname, "../..");
const DIST = path.join(ROOT, "dist");
const STAMP = path.join(DIST, "stamp");
const SOURCES = [
  "app",
  "components",
  "lib",
  "prisma",
  "public",
  "next.config.js",
  "package-lock.json",
  "tsconfig.json",
];

/** True when dist/ and .next/ were made from the sources as they are now. */
export function isBuilt() {
  return (
    [STAMP, path.join(DIST, "server.js"), path.join(ROOT, ".next/BUILD_ID")].every((file) => existsSync(file)) &&
    readFileSync(STAMP, "utf8") === sourcesHash()
  );
}

/** Builds everything; ends the process when a step fails. */
export async function build() {
  const stamp = sourcesHash();
  run(path.join(ROOT, "prisma/generate.mjs"));
  run(path.join(ROOT, "node_modules/next/dist/bin/next"), "build");
  compressStatic(path.join(ROOT, ".next/static"));
  await bundleServer();
  writeFileSync(STAMP, stamp);
}

/**
 * Only the server and its writer's thread: a second's work, for those who change nothing that Next bundles. In pieces, so that what is
 * imported on demand is loaded on demand.
 */
async function bundleServer() {
  const { build: bundle } = await import("esbuild");
  const { outputFiles } = await bundle({
    absWorkingDir: ROOT,
    entryPoints: { server: "lib/server/main.ts", writer: "lib/store/writer-thread.ts" },
    outdir: DIST,
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
    // What was there stays until there is something in its place.
    write: false,
  });
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST);
  for (const { path: file, contents } of outputFiles) writeFileSync(file, contents);
}

/** Once here, as small as it gets, instead of at each request; lib/server/static-files.ts hands them out. */
function compressStatic(folder) {
  for (const name of readdirSync(folder, { recursive: true }).filter((name) => /\.(js|css)$/.test(name))) {
    const file = path.join(folder, name);
    writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)));
  }
}

function run(program, ...args) {
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const result = spawnSync(process.execPath, [program, ...args], { cwd: ROOT, stdio: "inherit", env });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function sourcesHash() {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((name) => filesUnder(path.join(ROOT, name)))) {
    hash.update(path.relative(ROOT, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(entry) {
  if (!existsSync(entry) || entry.includes(`${path.sep}generated`) || /\.test\.tsx?$/.test(entry)) return [];
  const names = readdirSafely(entry);
  return names === null ? [entry] : names.sort().flatMap((name) => filesUnder(path.join(entry, name)));
}

function readdirSafely(entry) {
  try {
    return readdirSync(entry);
  } catch {
    return null;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv.includes("--server")) await bundleServer();
  else if (!process.argv.includes("--if-needed") || !isBuilt()) await build();
}

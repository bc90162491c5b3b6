import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/**
 * The house rules as data. A room may import itself and the rooms before it; `server` stands beside `app`.
 * What each room knows is in its README.
 */
const ROOMS = [
  "singleton",
  "errors",
  "env",
  "log",
  "http",
  "model",
  "views",
  "export",
  "store",
  "live",
  "egress",
  "reply",
  "capture",
  "deliver",
  "access",
  "api",
  "app",
];

/** What is safe in a browser. */
const BROWSER_ROOMS = new Set(["http", "model", "views", "export"]);
const BROWSER_FILES = new Set(["lib/errors.ts", "lib/live/events.ts"]);
/** Files of a browser room that only the server may load. */
const SERVER_ONLY_FILES = new Set(["lib/model/ids.ts"]);

const OWNERS: { what: string; pattern: RegExp; allowed: RegExp }[] = [
  { what: "Prisma", pattern: /from "(@prisma\/|.*prisma\/generated)/, allowed: /^(lib\/store|prisma)\// },
  { what: "socket.io", pattern: /from "socket\.io"/, allowed: /^lib\/live\/gateway(\.test)?\.ts$/ },
  {
    what: "socket.io-client",
    pattern: /from "socket\.io-client"/,
    allowed: /^(components\/inspector\/session\/socket\.ts|lib\/live\/gateway\.test\.ts|e2e\/|bench\/)/,
  },
  {
    what: "outbound connections",
    pattern: /from "undici"|\bhttps?\.request\(|\b(net|tls)\.connect\(|\bcreateConnection\(/,
    allowed: /^(lib\/egress\/|lib\/export\/|e2e\/|bench\/)|\.test\.ts$/,
  },
  {
    what: "process.env",
    pattern: /process\.env\b/,
    allowed:
      /^(lib\/env(\.test)?\.ts|lib\/server\/(launch|build)[a-z-]*\.m?[tj]s|prisma\/generate\.mjs|e2e\/|bench\/|next\.config\.js)/,
  },
  {
    what: "globalThis",
    pattern: /\bglobalThis\b/,
    allowed: /^lib\/(singleton|server\/architecture\.test)(\.test)?\.ts$|^(e2e|bench)\//,
  },
];

const BANNED: { what: string; pattern: RegExp; allowed?: RegExp }[] = [
  { what: "Server Actions", pattern: /["']use server["']/ },
  { what: "raw HTML in React", pattern: /dangerouslySetInnerHTML/ },
  { what: "headersDistinct (throws on __proto__)", pattern: /headersDistinct|trailersDistinct/ },
  { what: "sleeps in tests", pattern: /waitForTimeout\(/ },
  { what: "focused or skipped tests", pattern: /\b(test|it|describe)\.only\(/ },
];

const ROOT = path.resolve(import.meta.dirname, "../..");
const SELF = "lib/server/architecture.test.ts";

function sourceFiles(dir: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(path.join(ROOT, dir))) {
    const relative = `${dir}/${entry}`;
    if (relative === "prisma/generated" || entry === "node_modules" || entry.startsWith(".")) continue;
    if (statSync(path.join(ROOT, relative)).isDirectory()) found.push(...sourceFiles(relative));
    else if (/\.(ts|tsx|mjs)$/.test(entry)) found.push(relative);
  }
  return found;
}

const FOLDERS = ["lib", "app", "components", "prisma", "e2e", "bench"];
const files = FOLDERS.filter((dir) => existsSync(path.join(ROOT, dir))).flatMap(sourceFiles);
const text = new Map(files.map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]));

/** Imports of our own files, as paths from the root. */
function importsOf(file: string): string[] {
  const found: string[] = [];
  for (const match of (text.get(file) ?? "").matchAll(/(?:from|import\()\s*"([#.][^"]+)"/g)) {
    const name = match[1] as string;
    found.push(name.startsWith("#") ? name.slice(1) : path.posix.join(path.posix.dirname(file), name));
  }
  return found;
}

/** Those of which more than types is imported, so that they are loaded too. */
function valuesImportedBy(file: string): string[] {
  const found: string[] = [];
  for (const [, names = "", name = ""] of (text.get(file) ?? "").matchAll(
    /^(?:import|export) (?!type )([^;]*?) from "([#.][^"]+)"/gms,
  )) {
    const isTypes =
      /^\{/.test(names) &&
      names
        .replace(/[{}]/g, "")
        .split(",")
        .every((one) => /^\s*(type |$)/.test(one));
    if (isTypes) continue;
    found.push(name.startsWith("#") ? name.slice(1) : path.posix.join(path.posix.dirname(file), name));
  }
  return found;
}

function roomOf(file: string): string {
  const parts = file.split("/");
  if (parts[0] !== "lib") return parts[0] as string;
  return parts.length === 2 ? (parts[1] as string).replace(/(\.test)?\.ts$/, "") : (parts[1] as string);
}

const column = new Map([...ROOMS.map((room, index) => [room, index] as const), ["server", ROOMS.length - 1] as const]);
const isTest = (file: string) => /\.test\.tsx?$/.test(file);

describe("the house", () => {
  test("every room of lib is in the table", () => {
    const unknown = files.filter((file) => file.startsWith("lib/") && !column.has(roomOf(file)));
    expect(unknown).toEqual([]);
  });

  test("rooms import only rooms to their left", () => {
    const wrong: string[] = [];
    for (const file of files) {
      const own = column.get(roomOf(file));
      if (own === undefined || isTest(file)) continue;
      for (const imported of importsOf(file)) {
        if (imported.startsWith("prisma/generated") || imported.startsWith("dist/")) continue;
        const room = roomOf(imported);
        if (room === roomOf(file)) continue;
        const theirs = room === "components" && roomOf(file) === "app" ? -1 : column.get(room);
        if (theirs === undefined || theirs >= own) wrong.push(`${file} imports ${imported}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("components import only what is safe in a browser", () => {
    const wrong: string[] = [];
    for (const file of files) {
      if (!file.startsWith("components/") || isTest(file)) continue;
      for (const imported of importsOf(file)) {
        if (!imported.startsWith("lib/")) continue;
        const safe = BROWSER_ROOMS.has(roomOf(imported)) && !SERVER_ONLY_FILES.has(imported);
        if (!safe && !BROWSER_FILES.has(imported)) wrong.push(`${file} imports ${imported}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("no page loads the schemas: zod is for the server, and tries eval in a browser", () => {
    const loading = (file: string, seen: Set<string>): string[] => {
      if (seen.has(file)) return [];
      seen.add(file);
      if (/^import (?!type).* from "zod"/m.test(text.get(file) ?? "")) return [file];
      return valuesImportedBy(file).flatMap((imported) => loading(imported, seen));
    };
    const pages = files.filter((file) => file.startsWith("components/") && !isTest(file));
    expect(pages.filter((file) => loading(file, new Set()).length > 0)).toEqual([]);
  });

  test("browser rooms use no Node module outside their tests and server-only files", () => {
    const wrong = files.filter(
      (file) =>
        (BROWSER_ROOMS.has(roomOf(file)) || BROWSER_FILES.has(file)) &&
        !isTest(file) &&
        !SERVER_ONLY_FILES.has(file) &&
        /from "node:/.test(text.get(file) ?? ""),
    );
    expect(wrong).toEqual([]);
  });

  test.each(OWNERS)("$what has one owner", ({ pattern, allowed }) => {
    const wrong = files.filter((file) => file !== SELF && !allowed.test(file) && pattern.test(text.get(file) ?? ""));
    expect(wrong).toEqual([]);
  });

  test.each(BANNED)("no $what", ({ pattern }) => {
    const wrong = files.filter((file) => file !== SELF && pattern.test(text.get(file) ?? ""));
    expect(wrong).toEqual([]);
  });

  test("nothing imports the server room but itself", () => {
    const wrong = files.filter(
      (file) =>
        !/^(lib\/server|e2e|bench)\//.test(file) &&
        !isTest(file) &&
        importsOf(file).some((imported) => imported.startsWith("lib/server/")),
    );
    expect(wrong).toEqual([]);
  });

  test("each pure file has its own test", () => {
    const wanted = files.filter(
      (file) => /^(lib\/(http|views|export)\/|components\/inspector\/session\/state)/.test(file) && /\.ts$/.test(file),
    );
    const missing = wanted.filter((file) => !isTest(file) && !text.has(file.replace(/\.ts$/, ".test.ts")));
    expect(missing).toEqual([]);
  });
});

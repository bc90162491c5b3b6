import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HOP_BY_HOP } from "#lib/http/field.ts";
import type { Pairs } from "#lib/http/pairs.ts";
import { latin1Bytes } from "#lib/model/bytes.ts";
import { csharp } from "./csharp.ts";
import { curl } from "./curl.ts";
import { encodedTarget, joinRepeats } from "./differences.ts";
import { fetchCall } from "./fetch.ts";
import { go } from "./go.ts";
import { har } from "./har.ts";
import { httpie } from "./httpie.ts";
import { java } from "./java.ts";
import type { ExportMessage, ExportTarget } from "./message.ts";
import { php } from "./php.ts";
import { powershell } from "./powershell.ts";
import { python } from "./python.ts";
import { rawHttp } from "./raw-message.ts";
import { ruby } from "./ruby.ts";
import { EXPORT_TARGETS } from "./targets.ts";
import { undici } from "./undici.ts";
import { wget } from "./wget.ts";

/**
 * Exports are run as their readers would run them, against a raw server on loopback, and what arrives is compared byte for byte.
 * Languages this machine lacks are skipped, and what was not run is said at the end. One long file, because all of them share the server and the hostile values.
 */

type Arrived = { method: string; target: string; headers: Pairs; body: string };

let port = 0;
let arrived: Arrived[] = [];
let folder = "";
const server = net.createServer((socket) => {
  let got = Buffer.alloc(0);
  let continued = false;
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    got = Buffer.concat([got, chunk]);
    if (!continued && got.includes("\r\n\r\n") && /^expect: 100-continue/im.test(got.toString("latin1"))) {
      continued = true;
      socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    }
    const message = readMessage(got);
    if (!message) return;
    arrived.push(message);
    socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
});

/** The message once it is whole, else null. */
function readMessage(bytes: Buffer): Arrived | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [requestLine = "", ...fields] = bytes.toString("latin1", 0, end).split("\r\n");
  const headers = fields.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const field = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1];
  const rest = bytes.toString("latin1", end + 4);
  const body = field("transfer-encoding") ? dechunk(rest) : exactly(rest, Number(field("content-length") ?? 0));
  if (body === null) return null;
  const [method = "", target = ""] = [
    requestLine.split(" ")[0],
    requestLine.replace(/^\S+ /, "").replace(/ HTTP\/1.1$/, ""),
  ];
  return {
    method,
    target,
    headers: headers.filter(([name]) => name.toLowerCase() !== "host" && !HOP_BY_HOP.has(name.toLowerCase())),
    body,
  };
}

const exactly = (text: string, length: number) => (text.length < length ? null : text.slice(0, length));

function dechunk(text: string): string | null {
  let body = "";
  let rest = text;
  for (;;) {
    const line = rest.indexOf("\r\n");
    if (line < 0) return null;
    const size = Number.parseInt(rest.slice(0, line), 16);
    if (rest.length < line + 4 + size) return null;
    if (size === 0) return body;
    body += rest.slice(line + 2, line + 2 + size);
    rest = rest.slice(line + 4 + size);
  }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "export-"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as net.AddressInfo).port;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const HOSTILE = [
  "@/etc/hostname",
  "$(touch pwned)",
  "`touch pwned`",
  "';touch pwned;'",
  '"; touch pwned; "',
  "\\",
  "\\'",
  "%s%n%%",
  "!!",
  "-d",
  "it's",
  "$" + "{HOME}",
  "{a,b}[1-3]",
  "../..//./",
  "%2e%2e%00",
  "é€😀",
  "<@&|>",
  "#{1}",
];
const fragment = fc.constantFrom(...HOSTILE);
const utf8Units = (text: string) => Buffer.from(text, "utf8").toString("latin1");

const units = (from: number, to: number, without = "") =>
  fc.integer({ min: from, max: to }).map((code) => {
    const unit = String.fromCharCode(code);
    return unit === "\x7f" || without.includes(unit) ? "a" : unit;
  });
const joined = (part: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(part, { maxLength }).map((parts) => parts.join(""));

const arbitrary = {
  method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "M-SEARCH", "QUERY", "purge"),
  strangeMethod: fc.constantFrom("GET", "POST", "X'Y", "`a`", "$HOME", "A|B", "!x", "-d", "HEAD"),
  target: joined(fc.oneof(fragment.map(utf8Units), units(0x21, 0xff)), 6).map((text) => `/${text.replaceAll(" ", "")}`),
  plainTarget: joined(
    fc.constantFrom("a", "b/", "?", "x=1", "&", "%20", "%E9", "~", "+", "'", "$", "(", ")", "@", ";"),
    8,
  ).map((text) => `/bin/${text}`),
  value: joined(fc.oneof(fragment.map(utf8Units), units(0x20, 0xff), fc.constantFrom("\t", ";", '"', ",")), 5).map(
    (text) => text.trim(),
  ),
  name: fc.oneof(
    fc.constantFrom("X-A", "x-a", "X-a", "__proto__", "_", "Via", "X!#$%&'*+.^`|~"),
    fc.constantFrom(
      "User-Agent",
      "Accept",
      "Content-Type",
      "Cookie",
      "Authorization",
      "Accept-Encoding",
      "Referer",
      "Range",
    ),
  ),
  body: fc.oneof(
    fc.constant(""),
    joined(
      fc.oneof(
        fragment,
        fc.constantFrom("\n", "\r\n", "\t", " ", "{", "}", '"', "a=b&", "\u202e", "\u200b", "\x1b[201~"),
      ),
      8,
    ).map(utf8Units),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  ),
};

type Sample = { method: string; target: string; headers: Pairs; body: string };

const strange: fc.Arbitrary<Sample> = fc
  .record({
    method: fc.oneof(arbitrary.method, arbitrary.strangeMethod),
    target: arbitrary.target,
    headers: fc.array(fc.tuple(arbitrary.name, arbitrary.value), { maxLength: 5 }),
    body: arbitrary.body,
  })
  .map((sample) => (sample.method === "HEAD" ? { ...sample, body: "" } : sample));

function messageOf(sample: Sample): ExportMessage {
  return {
    method: sample.method,
    url: `http://127.0.0.1:${port}${sample.target}`,
    headers: [["Host", "elsewhere.example"], ...sample.headers, ["Content-Length", "999"], ["Connection", "close"]],
    body: latin1Bytes(sample.body),
  };
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: folder, timeout: 20_000, encoding: "latin1" }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command}: ${error.message}\n${stdout}\n${stderr}`));
      else resolve();
    });
  });
}

async function runInShell(target: ExportTarget, sample: Sample): Promise<Arrived | undefined> {
  arrived = [];
  const script = path.join(folder, "snippet");
  writeFileSync(script, target.write(messageOf(sample)).text);
  await run("sh", [script]);
  expect(readdirSync(folder)).toEqual(["snippet"]);
  expect(arrived).toHaveLength(1);
  return arrived[0];
}

describe("curl, run by sh", () => {
  test("sends the same method, target, headers and body, whatever they are", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(strange, async (sample) => {
        expect(await runInShell(curl, sample)).toEqual(sample);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ["longer than one argument may be", "a".repeat(200_000)],
    ["over the size where curl would ask first", `'${"b".repeat(1_100_000)}`],
    ["binary and large", Buffer.alloc(300_000, 0).toString("latin1")],
    ["starting with @ and a file's name", "@/etc/hostname"],
    ["starting with a dash", "\t-n"],
    ["ending with line feeds", "a\n\n\n"],
  ])("a body %s arrives whole", async (_, body) => {
    const sample: Sample = { method: "POST", target: "/x", headers: [["Content-Type", "text/plain"]], body };
    const got = await runInShell(curl, sample);
    expect(got?.body === body).toBe(true);
    expect(got?.headers).toEqual(sample.headers);
  });
});

/** How one language is run, and what it is known to change (which its notes say too). */
type Proof = {
  target: ExportTarget;
  command: string;
  extension: string;
  /** Runs every snippet, one after the other. Absent: one process a snippet. */
  driver?: { extension: string; text: (files: string[]) => string };
  runs: number;
  joined?: boolean;
  adds?: string[];
  names?: "lower" | "exact";
  rawTarget?: boolean;
  dropsEmptyQuery?: boolean;
  /** Header bytes above ASCII become "?". */
  isAscii?: boolean;
  joinsCookies?: boolean;
  withoutBody?: string[];
  /** Headers it loses or rewrites. */
  loses?: string[];
};

const PROOFS: Proof[] = [
  {
    target: wget,
    command: "sh",
    extension: "sh",
    runs: 40,
    joined: true,
    adds: ["accept", "accept-encoding", "content-type"],
  },
  { target: httpie, command: "http", extension: "sh", runs: 10 },
  {
    target: fetchCall,
    command: "node",
    extension: "mjs",
    driver: {
      extension: "mjs",
      text: (files) => files.map((file) => `await import(${JSON.stringify(file)});`).join("\n"),
    },
    runs: 60,
    joined: true,
    names: "lower",
    adds: ["accept", "accept-encoding", "accept-language", "sec-fetch-mode", "user-agent"],
    withoutBody: ["GET"],
    loses: ["__proto__", "accept-encoding"],
    dropsEmptyQuery: true,
  },
  {
    target: undici,
    command: "node",
    extension: "mjs",
    driver: {
      extension: "mjs",
      text: (files) => files.map((file) => `await import(${JSON.stringify(file)});`).join("\n"),
    },
    runs: 60,
    rawTarget: true,
  },
  {
    target: python,
    command: "python3",
    extension: "py",
    driver: {
      extension: "py",
      text: (files) => `import runpy\nfor name in ${JSON.stringify(files)}:\n    runpy.run_path(name)\n`,
    },
    runs: 60,
    joined: true,
    dropsEmptyQuery: true,
  },
  { target: go, command: "go", extension: "go", runs: 5 },
  { target: php, command: "php", extension: "php", runs: 10, rawTarget: true },
  {
    target: ruby,
    command: "ruby",
    extension: "rb",
    runs: 10,
    joined: true,
    names: "lower",
    rawTarget: true,
    adds: ["content-type"],
  },
  {
    target: java,
    command: "java",
    extension: "java",
    driver: { extension: "java", text: oneJavaFile },
    runs: 12,
    adds: ["user-agent"],
    names: "lower",
    dropsEmptyQuery: true,
    isAscii: true,
    joinsCookies: true,
  },
  {
    target: powershell,
    command: "pwsh",
    extension: "ps1",
    runs: 5,
    joined: true,
    adds: ["user-agent", "content-type"],
  },
];

/** A machine takes a second to start and one file may hold many classes. */
function oneJavaFile(files: string[]): string {
  const sources = files.map((file) => readFileSync(file, "utf8"));
  const imports = sources[0]?.replace(/class Main[\s\S]*/, "") ?? "";
  const classes = sources.map((source, i) =>
    source.replace(/^import .*$/gm, "").replace("class Main ", `class Main${i} `),
  );
  const calls = sources.map((_, i) => `Main${i}.main(arguments);`).join("\n");
  return `${imports}class All { public static void main(String[] arguments) throws Exception {\n${calls}\n} }\n${classes.join("\n")}`;
}

const ordinary: fc.Arbitrary<Sample> = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "M-SEARCH"),
  target: arbitrary.plainTarget,
  headers: fc.array(fc.tuple(arbitrary.name, arbitrary.value), { maxLength: 5 }),
  body: arbitrary.body,
});

/** What should arrive, or what did, with everything gone that the language is known to change. */
function settled({ method, target, headers, body }: Sample, proof: Proof, sent: Sample): Sample {
  const given = new Set(sent.headers.map(([name]) => name.toLowerCase()));
  const own = headers.filter(([name]) => given.has(name.toLowerCase()) || !proof.adds?.includes(name.toLowerCase()));
  const kept = own.filter(([name]) => !proof.loses?.includes(name.toLowerCase()));
  const cookies = joinRepeats(kept.filter(([name]) => proof.joinsCookies && name.toLowerCase() === "cookie"));
  const others = kept.filter(([name]) => !proof.joinsCookies || name.toLowerCase() !== "cookie");
  const apart = proof.joined ? joinRepeats(kept) : [...others, ...cookies];
  const named =
    proof.joined || proof.names === "lower"
      ? apart.map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()])
      : apart;
  return {
    method,
    target: settledTarget(target, proof),
    headers: named
      .map(([name, value]): [string, string] => [name, proof.isAscii ? value.replace(/[^\0-\x7f]/g, "?") : value])
      .toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)),
    body: proof.withoutBody?.includes(method) ? "" : body,
  };
}

function settledTarget(target: string, proof: Proof): string {
  if (proof.rawTarget) return target;
  const encoded = encodedTarget(target).target;
  return proof.dropsEmptyQuery ? encoded.replace(/^([^?]*)\?$/, "$1") : encoded;
}

/** True when the command is on this machine, and for Python its library too. */
function isPresent(command: string): boolean {
  if (command === "python3") return spawnSync(command, ["-c", "import requests"]).status === 0;
  return spawnSync(command, ["--version"]).error === undefined;
}

/** Those that are not run, and why: what they write is only read, in the tests of their own. */
const UNPROVEN = new Map<ExportTarget, string>([
  [csharp, "there is no proof of it"],
  [rawHttp, "a message, not a program"],
  [har, "a record, not a program"],
]);

test("every language is run, or it is said that it is not", () => {
  const said = [curl, ...PROOFS.map(({ target }) => target), ...UNPROVEN.keys()];
  expect(new Set(said)).toEqual(new Set(EXPORT_TARGETS));
});

const MISSING = new Set(PROOFS.map(({ command }) => command).filter((command) => !isPresent(command)));

afterAll(() => {
  const missing = PROOFS.filter(({ command }) => MISSING.has(command)).map(
    ({ target, command }) => `${target.label}: ${command} is not on this machine`,
  );
  const unproven = [...UNPROVEN].map(([{ label }, why]) => `${label}: ${why}`);
  process.stderr.write(`${["Not run, so not known to arrive as written:", ...missing, ...unproven].join("\n  ")}\n`);
});

describe.each(PROOFS)("$target.label", (proof) => {
  test.skipIf(MISSING.has(proof.command))(
    `arrives as its notes say (skipped where ${proof.command} is missing)`,
    { timeout: 60_000 },
    async () => {
      const samples = fc.sample(ordinary, proof.runs);
      const home = mkdtempSync(path.join(tmpdir(), "export-run-"));
      try {
        symlinkSync(path.resolve("node_modules"), path.join(home, "node_modules"));
        const files = samples.map((sample, index) => {
          const file = path.join(home, `snippet${index}.${proof.extension}`);
          writeFileSync(file, proof.target.write(messageOf(sample)).text);
          return file;
        });
        const before = readdirSync(home).length;
        arrived = [];
        if (proof.driver) {
          const file = path.join(home, `all.${proof.driver.extension}`);
          writeFileSync(file, proof.driver.text(files));
          await run(proof.command, [file]);
        } else {
          for (const file of files)
            await run(proof.extension === "sh" ? "sh" : proof.command, proof.target === go ? ["run", file] : [file]);
        }
        expect(arrived.map((got, index) => settled(got, proof, samples[index] ?? got))).toEqual(
          samples.map((sample) => settled(sample, proof, sample)),
        );
        expect(readdirSync(home).length).toBe(before + (proof.driver ? 1 : 0));
        expect(readdirSync(folder)).toEqual(expect.not.arrayContaining(["pwned"]));
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    },
  );
});

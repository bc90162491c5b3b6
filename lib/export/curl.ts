import { firstValue } from "#lib/http/pairs.ts";
import { type ExportTarget, expectsBody, type Sendable, sendable } from "./message.ts";
import { shellPipe, shellTextOrNull, shellWord } from "./shell.ts";

/** Headers curl adds unless told otherwise; "Name:" removes one. */
const OWN_HEADERS = ["User-Agent", "Accept"];
/** From here on curl asks "Expect: 100-continue" and waits. */
const EXPECT_BYTES = 1024 * 1024;
/** What curl sends as it stands in a URL; anything else goes through --request-target. */
const PLAIN_TARGET = /^\/(?!\/)[A-Za-z0-9\-._~:/?@!$&'()*+,;=%[\]{}|^"<>`]*$/;

/**
 * A capture as one curl command for a POSIX shell: same method, target, header names, order, repeats and body bytes.
 * `--data-raw` because `--data` and `--data-binary` read a file when the body starts with "@"; -g because curl would expand
 * brackets and braces; --path-as-is because it would remove dot segments.
 */
export const curl: ExportTarget = {
  name: "curl",
  label: "curl",
  syntax: "shell",
  write(message) {
    const what = sendable(message);
    const { words, pipe, notes } = bodyWords(what);
    const command = [
      ["curl -g --path-as-is", ...methodWords(what)].join(" "),
      ...urlWords(what),
      ...headerWords(what),
      ...words,
    ].join(" \\\n  ");
    return { text: pipe === null ? command : `${pipe} | ${command}`, notes: [...what.notes, ...notes] };
  },
};

function methodWords({ method, body, origin }: Sendable): string[] {
  // HTTP/2 would write header names in lower case.
  const words = /^https:/i.test(origin) ? ["--http1.1"] : [];
  if (method === "HEAD" && body.length === 0) return [...words, "--head"];
  if (method === "GET" && body.length === 0) return words;
  return [...words, "-X", shellWord(method)];
}

function urlWords({ origin, target }: Sendable): string[] {
  if (PLAIN_TARGET.test(target)) return [shellWord(origin + target)];
  return [shellWord(`${origin}/`), `--request-target ${shellWord(target)}`];
}

function headerWords({ headers, body, method }: Sendable): string[] {
  // A header without a value is written "Name;": "Name:" would remove it.
  const words = headers.map(([name, value]) => `-H ${shellWord(value === "" ? `${name};` : `${name}: ${value}`)}`);
  const hasBody = body.length > 0 || expectsBody(method);
  const unwanted = [...OWN_HEADERS, ...(hasBody ? ["Content-Type"] : [])].filter(
    (name) => firstValue(headers, name) === undefined,
  );
  if (body.length >= EXPECT_BYTES) unwanted.push("Expect");
  return [...words, ...unwanted.map((name) => `-H '${name}:'`)];
}

function bodyWords({ body, method }: Sendable): { words: string[]; pipe: string | null; notes: string[] } {
  if (body.length === 0) return { words: expectsBody(method) ? ["--data-raw ''"] : [], pipe: null, notes: [] };
  // curl waits for the body that an answer to HEAD announces and never brings.
  const isHead = method === "HEAD";
  const wait = isHead ? ["--max-time 10"] : [];
  const notes = isHead ? ["curl cannot send a body with HEAD properly: it stops after 10 seconds"] : [];
  const text = shellTextOrNull(body);
  if (text !== null) return { words: [...wait, `--data-raw ${text}`], pipe: null, notes };
  return { words: [...wait, "--data-binary @-"], pipe: shellPipe(body), notes };
}

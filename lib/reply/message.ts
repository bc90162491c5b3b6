import { mediaType } from "#lib/http/media-type.ts";
import { firstValue, type Pairs } from "#lib/http/pairs.ts";
import { parseForm, splitTarget } from "#lib/http/target.ts";
import { parseJson } from "#lib/views/parse-json.ts";
import type { Tree } from "#lib/views/tree.ts";
import { type JsonPath, nodeAtPath } from "./json-value.ts";

/** What rules and templates may look at: a message as it arrived, or as it is kept. Header text is latin1 code units. */
export type Message = {
  bin: string;
  /** The capture's id. */
  id: string;
  method: string;
  target: string;
  /** The path behind the bin's address, as it came: "" or "/…". */
  rest: string;
  headers: Pairs;
  remoteIp: string;
  body: Uint8Array;
};

/** Bodies larger than this are not read as JSON or form: parsing would cost the server more than storing them. */
export const MAX_PARSED_BYTES = 1024 * 1024;
const MAX_NODES = 200_000;

/**
 * What one message may cost its bin's rules and templates together, in bytes looked at: thousands of patterns over a large body are
 * otherwise a way to stop the server for everybody. Far beyond what rules need that somebody means.
 */
const MAX_WORK = 32 * 1024 * 1024;

/** A message with its parts read when first asked for, each at most once. */
export type Facts = {
  message: Message;
  /** What is left of the work. Below zero conditions do not hold and values are left out. */
  work: { left: number };
  query: () => Pairs;
  /** The start of the body as text, up to MAX_PARSED_BYTES; what is not UTF-8 becomes U+FFFD. */
  text: () => string;
  /** Null when the body is not JSON, is too large or has too many values. */
  json: () => Tree | null;
  form: () => Pairs;
  cookies: () => Pairs;
};

export function factsOf(message: Message): Facts {
  return {
    message,
    work: { left: MAX_WORK },
    query: once(() => parseForm(splitTarget(message.target).query ?? "")),
    text: once(() => new TextDecoder().decode(message.body.subarray(0, MAX_PARSED_BYTES))),
    json: once(() => readJson(message.body)),
    form: once(() => readForm(message)),
    cookies: once(() => readCookies(message.headers)),
  };
}

/** A value of the JSON body, or null: there is none, or too much was looked at already. */
export function jsonAt(facts: Facts, path: JsonPath): { tree: Tree; node: number } | null {
  const tree = facts.work.left < 0 ? null : facts.json();
  const node =
    tree &&
    nodeAtPath(tree, path, (children) => {
      facts.work.left -= children * WORK_PER_NAME;
    });
  return tree === null || node === null ? null : { tree, node };
}

/** Headers, parameters or cookies to be looked through: none when too much was looked at already. */
export function toLookThrough(facts: Facts, pairs: Pairs): Pairs {
  facts.work.left -= pairs.length * WORK_PER_NAME;
  return facts.work.left < 0 ? [] : pairs;
}

/** Comparing a name costs about as much as looking at so many bytes. */
const WORK_PER_NAME = 8;

function once<T>(read: () => T): () => T {
  let value: { is: T } | undefined;
  return () => {
    value ??= { is: read() };
    return value.is;
  };
}

function readJson(body: Uint8Array): Tree | null {
  if (body.length === 0 || body.length > MAX_PARSED_BYTES) return null;
  try {
    const { tree, isWhole } = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(body), MAX_NODES);
    return isWhole ? tree : null;
  } catch {
    // Strange content is a fact about the sender, not an error: such a body has no JSON values.
    return null;
  }
}

function readForm(message: Message): Pairs {
  const isForm = mediaType(firstValue(message.headers, "content-type")) === "application/x-www-form-urlencoded";
  return isForm && message.body.length <= MAX_PARSED_BYTES ? parseForm(new TextDecoder().decode(message.body)) : [];
}

/** RFC 6265 section 5.4: `name=value` pairs between semicolons; what has no name is left out. */
function readCookies(headers: Pairs): Pairs {
  const cookies: Pairs = [];
  for (const part of (firstValue(headers, "cookie") ?? "").split(";")) {
    const equals = part.indexOf("=");
    if (equals > 0) cookies.push([part.slice(0, equals).trim(), part.slice(equals + 1).trim()]);
  }
  return cookies;
}

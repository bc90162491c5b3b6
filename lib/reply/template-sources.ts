import { randomUUID } from "node:crypto";
import { firstValue, type ReadonlyPairs } from "#lib/http/pairs.ts";
import { utf8FromLatin1 } from "#lib/http/target.ts";
import { kindAt, valueText } from "#lib/views/tree.ts";
import type { Params } from "./glob.ts";
import { parseJsonPath } from "./json-value.ts";
import { type Facts, jsonAt, toLookThrough } from "./message.ts";
import type { Word } from "./template-syntax.ts";

/** What a name in a template stands for. Look-ups are over pairs and parsed trees, never over objects with a prototype. */
export type Value =
  | { kind: "text"; text: string }
  | { kind: "bytes"; bytes: Uint8Array }
  /** JSON that is not a string, as it was written. */
  | { kind: "json"; text: string }
  | null;

export type Scene = {
  facts: Facts;
  params: Params;
  /** Null while the capture has no number yet. */
  seq: number | null;
  now: number;
  /** From 0 up to, not including, 1. */
  random: () => number;
};

export type Source = (scene: Scene) => Value;

/** Throws a RangeError, whose message is for the owner, for a name that nothing has. */
export function compileSource([name, ...args]: Word[]): Source {
  if (!name) throw new RangeError("Write a name");
  if (name.isQuoted) return () => text(name.text);
  const end = name.text.search(/[.[]/);
  const root = end < 0 ? name.text : name.text.slice(0, end);
  const make = SOURCES.get(root);
  if (!make) throw new RangeError(`Nothing is called "${root}"`);
  const below = end < 0 ? null : plainName(name.text.slice(name.text[end] === "." ? end + 1 : end));
  return make(
    below,
    args.map(({ text }) => text),
    name.text,
  );
}

/** True for sources that are known only once the capture is stored. */
export function needsSeq(words: Word[]): boolean {
  return words[0]?.isQuoted === false && words[0].text === "seq";
}

function plainName(rest: string): string {
  return /^".*"$/s.test(rest) ? rest.slice(1, -1).replace(/\\(.)/g, "$1") : rest;
}

type Make = (name: string | null, args: string[], whole: string) => Source;

const text = (value: string): Value => ({ kind: "text", text: value });

function plain(read: (scene: Scene) => Value): Make {
  return (name, args, whole) => {
    if (name !== null || args.length > 0)
      throw new RangeError(`"${whole}" has nothing below it and takes no arguments`);
    return read;
  };
}

function named(what: string, find: (scene: Scene, name: string) => string | undefined): Make {
  return (name, args) => {
    if (name === null || name === "" || args.length > 0) throw new RangeError(`Write ${what}.name`);
    return (scene) => {
      const found = find(scene, name);
      return found === undefined ? null : text(found);
    };
  };
}

function exact(pairs: ReadonlyPairs, name: string): string | undefined {
  return pairs.find(([key]) => key === name)?.[1];
}

function decoded(value: string | undefined): string | undefined {
  return value === undefined ? undefined : utf8FromLatin1(value);
}

const SOURCES: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["method", plain(({ facts }) => text(facts.message.method))],
  ["target", plain(({ facts }) => text(facts.message.target))],
  ["path", plain(({ facts }) => text(facts.message.rest))],
  ["bin", plain(({ facts }) => text(facts.message.bin))],
  ["id", plain(({ facts }) => text(facts.message.id))],
  ["seq", plain(({ seq }) => (seq === null ? null : text(String(seq))))],
  ["remoteIp", plain(({ facts }) => text(facts.message.remoteIp))],
  ["body", plain(({ facts }) => ({ kind: "bytes", bytes: facts.message.body }))],
  ["uuid", plain(() => text(randomUUID()))],
  ["params", named("params", ({ params }, name) => params.get(name))],
  ["query", named("query", ({ facts }, name) => exact(toLookThrough(facts, facts.query()), name))],
  [
    "headers",
    named("headers", ({ facts }, name) => decoded(firstValue(toLookThrough(facts, facts.message.headers), name))),
  ],
  ["cookies", named("cookies", ({ facts }, name) => decoded(exact(toLookThrough(facts, facts.cookies()), name)))],
  ["form", named("form", ({ facts }, name) => exact(toLookThrough(facts, facts.form()), name))],
  ["json", makeJson],
  ["now", makeNow],
  ["randomInt", makeRandomInt],
]);

function makeJson(name: string | null, args: string[]): Source {
  const path = parseJsonPath(name ?? "");
  if (!path || args.length > 0) throw new RangeError("Write json.data[0].id or json./data/0/id");
  return ({ facts }) => {
    const found = jsonAt(facts, path);
    if (!found) return null;
    const { tree, node } = found;
    return { kind: kindAt(tree, node) === "string" ? "text" : "json", text: valueText(tree, node) };
  };
}

const UNITS: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const FORMATS: ReadonlyMap<string, (date: Date) => string> = new Map([
  ["iso", (date: Date) => date.toISOString()],
  ["date", (date: Date) => date.toISOString().slice(0, 10)],
  ["time", (date: Date) => date.toISOString().slice(11, 19)],
  ["http", (date: Date) => date.toUTCString()],
  ["unix", (date: Date) => String(Math.floor(date.getTime() / 1000))],
  ["ms", (date: Date) => String(date.getTime())],
]);

function makeNow(name: string | null, args: string[]): Source {
  const wrong = new RangeError("Write now, now http or now unix +5m: iso, date, time, http, unix, ms; s, m, h, d");
  const offset = /^([+-])(\d{1,6})([smhd])$/.exec(args.at(-1) ?? "");
  const [format = "iso", ...more] = offset ? args.slice(0, -1) : args;
  const write = FORMATS.get(format);
  if (name !== null || more.length > 0 || !write) throw wrong;
  const shift = offset ? Number(`${offset[1]}${offset[2]}`) * (UNITS[offset[3] ?? "s"] ?? 0) : 0;
  return ({ now }) => text(write(new Date(now + shift)));
}

function makeRandomInt(name: string | null, args: string[]): Source {
  const [least = Number.NaN, most = Number.NaN] = args.map(Number);
  if (
    name !== null ||
    args.length !== 2 ||
    !Number.isSafeInteger(least) ||
    !Number.isSafeInteger(most) ||
    least > most
  ) {
    throw new RangeError("Write randomInt 1 6");
  }
  return ({ random }) => text(String(least + Math.floor(random() * (most - least + 1))));
}

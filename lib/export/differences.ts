import type { Pairs } from "#lib/http/pairs.ts";
import { latin1Bytes } from "#lib/model/bytes.ts";
import type { Sendable } from "./message.ts";

/** What a client does to a message whatever it is told. */
export type Client = {
  /** As its users call it, at the start of a sentence. */
  name: string;
  /** Repeated headers: sent apart, or joined into one. */
  repeats: "apart" | "joined";
  names: "kept" | "lower" | "capitalised";
  /** True when headers go out in the order they are given. */
  keepsOrder: boolean;
  /** Headers it adds and cannot be told not to. */
  adds: readonly string[];
};

/** What the client will send differently, in sentences, only as far as this message is touched. */
export function differences({ headers }: Sendable, client: Client): string[] {
  const notes: string[] = [];
  const lower = headers.map(([name]) => name.toLowerCase());
  if (client.repeats === "joined" && new Set(lower).size < lower.length) {
    notes.push(`${client.name} sends one header a name: repeated ones are joined`);
  }
  const changed = headers.some(
    ([name]) => (client.names === "lower" ? name.toLowerCase() : capitalised(name)) !== name,
  );
  if (client.names !== "kept" && changed) {
    notes.push(`${client.name} writes header names ${client.names === "lower" ? "in lower case" : "Like-This"}`);
  }
  if (!client.keepsOrder && new Set(lower).size > 1)
    notes.push(`${client.name} puts the headers in an order of its own`);
  const added = client.adds.filter((name) => !lower.includes(name.toLowerCase()));
  if (added.length > 0) notes.push(`${client.name} adds ${added.join(", ")}`);
  return notes;
}

/** Repeats joined where the first stood: cookies with "; " (RFC 6265 section 5.4), others with ", " (RFC 9110 section 5.3). */
export function joinRepeats(headers: Pairs): Pairs {
  const joined: Pairs = [];
  const places = new Map<string, [string, string]>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const place = places.get(lower);
    if (place) place[1] += (lower === "cookie" ? "; " : ", ") + value;
    else {
      const pair: [string, string] = [name, value];
      places.set(lower, pair);
      joined.push(pair);
    }
  }
  return joined;
}

/**
 * The target with everything percent-encoded that strict URL parsers refuse or change, and a note when that changed it. Brackets stay
 * in a query, where "a[]=1" is common and every client here sends it as it is.
 */
export function encodedTarget(target: string): { target: string; notes: string[] } {
  const mark = target.includes("?") ? target.indexOf("?") : target.length;
  const path = target.slice(0, mark).replace(/[^\x21-\x7e]|["<>\\^`{|}#[\]]/g, percent);
  const query = target.slice(mark).replace(/[^\x21-\x7e]|["'<>\\^`{|}#]/g, percent);
  // A "%" that starts no escape.
  const encoded = (path + query).replace(/%(?![0-9A-Fa-f]{2})/g, "%25");
  return {
    target: encoded,
    notes: encoded === target ? [] : ["Characters a URL may not hold are percent-encoded in the address"],
  };
}

/** A note for clients that resolve "." and ".." before they send. */
export function dotSegmentNotes(target: string): string[] {
  const isDotted = /\/(\.|%2e){1,2}(\/|$)/i.test(target.replace(/[?#].*$/s, ""));
  return isDotted ? ["Dot segments in the address are resolved before it is sent"] : [];
}

/** A note for clients whose URL parser forgets an empty query. */
export function emptyQueryNotes(target: string): string[] {
  return /^[^?]*\?$/.test(target) ? ["The ? at the end of the address, with nothing after it, is dropped"] : [];
}

function percent(char: string): string {
  return Array.from(latin1Bytes(char), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

function capitalised(name: string): string {
  return name
    .split("-")
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase())
    .join("-");
}

import { isFieldValue, isToken } from "#lib/http/field.ts";
import type { Pairs } from "#lib/http/pairs.ts";

/** What a page may send itself, and what becomes of the rest: the rules of the Fetch standard (https://fetch.spec.whatwg.org), in words. */

/** cors: the answer is read if the target allows it. no-cors: sent blindly. */
export type BrowserMode = "cors" | "no-cors";

export type PageRequest = { url: string; method: string; headers: Pairs; body: Uint8Array<ArrayBuffer> };

export type BrowserPlan = {
  /** Why it cannot be sent from here at all; null when it can. */
  refusal: string | null;
  /** What goes out, as far as the page has a say in it. */
  request: PageRequest;
  /** What is different from what was asked for, a sentence each. */
  notes: string[];
};

/** "Forbidden request-header", 2.2.2. */
const FORBIDDEN =
  /^(?:accept-charset|accept-encoding|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i;
/** "Forbidden method" and "normalize a method", 2.2.1. */
const REFUSED_METHODS = /^(?:CONNECT|TRACE|TRACK)$/i;
const CAPITALISED_METHODS = /^(?:DELETE|GET|HEAD|OPTIONS|POST|PUT)$/i;
/** "CORS-safelisted request-header", 2.2.2, without its limits on values. */
const SAFELISTED = /^(?:accept|accept-language|content-language|content-type)$/i;
const SAFELISTED_TYPES = /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(?:;|$)/i;

/** `page` is where this page came from, as `location` says it. */
export function planBrowserSend(
  wanted: PageRequest,
  mode: BrowserMode,
  page: { protocol: string; origin: string },
): BrowserPlan {
  const notes: string[] = [];
  const method = CAPITALISED_METHODS.test(wanted.method) ? wanted.method.toUpperCase() : wanted.method;
  if (method !== wanted.method) notes.push(`The method is written in capitals: ${method}.`);
  const isBodiless = method === "GET" || method === "HEAD";
  if (isBodiless && wanted.body.length > 0) notes.push(`A page sends no body with ${method}: it is left out.`);
  const headers = headersFor(wanted.headers, mode, notes);
  if (mode === "cors" && needsPreflight(method, headers)) {
    notes.push(`An OPTIONS request goes first; the target has to allow ${page.origin}, this method and these headers.`);
  }
  notes.push("The browser adds Host, Origin, User-Agent, Accept, Accept-Encoding and Sec-Fetch fields of its own.");
  if (mode === "no-cors") notes.push("Nothing of the answer can be read, not even whether there was one.");
  const request = { url: wanted.url, method, headers, body: isBodiless ? new Uint8Array(0) : wanted.body };
  return { refusal: refusalOf(wanted, mode, page), request, notes };
}

function headersFor(wanted: Pairs, mode: BrowserMode, notes: string[]): Pairs {
  const forbidden = wanted.filter(([name]) => FORBIDDEN.test(name));
  const allowed = wanted.filter(([name]) => !FORBIDDEN.test(name));
  if (forbidden.length > 0) notes.push(`A page may not set ${namesOf(forbidden)}: left out.`);
  const isSafe = ([name, value]: [string, string]) =>
    SAFELISTED.test(name) && (!/^content-type$/i.test(name) || SAFELISTED_TYPES.test(value));
  const sent = mode === "cors" ? allowed : allowed.filter(isSafe);
  const unsafe = allowed.filter((pair) => !sent.includes(pair));
  if (unsafe.length > 0) notes.push(`Sent blindly, a page may not set ${namesOf(unsafe)}: left out.`);
  const seen = new Set<string>();
  const repeated = sent.filter(([name]) => seen.size === seen.add(name.toLowerCase()).size);
  if (repeated.length > 0) notes.push(`Repeats are joined into one line with commas: ${namesOf(repeated)}.`);
  if (sent.length > 0) notes.push("Order and upper case of the header names are the browser's.");
  return sent;
}

function namesOf(pairs: Pairs): string {
  const names = new Map(pairs.map(([name]) => [name.toLowerCase(), name]));
  return [...names.values()].join(", ");
}

function needsPreflight(method: string, headers: Pairs): boolean {
  return (
    !/^(?:GET|HEAD|POST)$/.test(method) ||
    headers.some(
      ([name, value]) => !SAFELISTED.test(name) || (/^content-type$/i.test(name) && !SAFELISTED_TYPES.test(value)),
    )
  );
}

function refusalOf(wanted: PageRequest, mode: BrowserMode, page: { protocol: string }): string | null {
  if (REFUSED_METHODS.test(wanted.method)) return `A page cannot send ${wanted.method.toUpperCase()}.`;
  if (mode === "no-cors" && !/^(?:GET|HEAD|POST)$/i.test(wanted.method)) {
    return `Sent blindly, a page can use GET, HEAD and POST only, not ${wanted.method}.`;
  }
  const odd = wanted.headers.find(([name, value]) => !isToken(name) || !isFieldValue(value));
  if (odd) return `No header can be written like this: ${odd[0] || "(no name)"}.`;
  if (!URL.canParse(wanted.url)) return null;
  const { protocol, hostname } = new URL(wanted.url);
  // Mixed content: plain HTTP from a page that came over HTTPS, except to what is surely this machine.
  if (page.protocol === "https:" && protocol === "http:" && !isThisMachine(hostname)) {
    return "This page came over HTTPS, and from such a page browsers send plain HTTP to localhost only.";
  }
  return null;
}

/** "Potentially trustworthy origin" (https://w3c.github.io/webappsec-secure-contexts/): loopback literals and localhost names. */
function isThisMachine(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])\.?$/i.test(hostname);
}

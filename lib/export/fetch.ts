import { firstValue } from "#lib/http/pairs.ts";
import { toBase64 } from "#lib/model/bytes.ts";
import { differences, dotSegmentNotes, emptyQueryNotes, encodedTarget } from "./differences.ts";
import { bodyText, unitLiteral } from "./literal.ts";
import { type ExportTarget, type Sendable, sendable } from "./message.ts";

const CLIENT = {
  name: "fetch",
  repeats: "joined",
  names: "lower",
  keepsOrder: false,
  adds: ["Accept", "Accept-Encoding", "Accept-Language", "Sec-Fetch-Mode", "User-Agent"],
} as const;
/** Names a page may not set (Fetch Standard, "forbidden request-header"); Node sets them. */
const FORBIDDEN =
  /^(?:accept-charset|accept-encoding|access-control-request-.*|cookie2?|date|dnt|origin|referer|set-cookie|via|proxy-.*|sec-.*)$/i;
/** Methods fetch refuses or writes in capitals. */
const REFUSED_METHODS = /^(?:CONNECT|TRACE|TRACK)$/i;
const CAPITALISED_METHODS = /^(?:DELETE|GET|HEAD|OPTIONS|POST|PUT)$/i;

/** fetch(), in a browser or in Node. The least exact of the exports: what it changes is in the notes. */
export const fetchCall: ExportTarget = {
  name: "fetch",
  label: "fetch",
  syntax: "javascript",
  write(message) {
    const what = sendable(message);
    const { target, notes } = encodedTarget(what.target);
    notes.push(...dotSegmentNotes(target), ...emptyQueryNotes(target));
    const { headers, method, body } = what;
    const isBodiless = /^(?:GET|HEAD)$/i.test(method);
    const options = [
      `  method: ${unitLiteral(method)},`,
      ...(headers.length > 0 ? ["  headers: [", ...headers.map(headerLine), "  ],"] : []),
      ...(body.length > 0 && !isBodiless ? [`  body: ${bodyExpression(what)},`] : []),
      '  redirect: "manual",',
    ];
    if (isBodiless && body.length > 0) notes.push(`fetch sends no body with ${method}: it is left out`);
    if (REFUSED_METHODS.test(method)) notes.push(`fetch refuses the method ${method}`);
    if (CAPITALISED_METHODS.test(method) && method !== method.toUpperCase())
      notes.push(`fetch writes ${method} in capitals`);
    const forbidden = headers.map(([name]) => name).filter((name) => FORBIDDEN.test(name));
    if (forbidden.length > 0) notes.push(`In a browser, a page may not set ${[...new Set(forbidden)].join(", ")}`);
    notes.push(...oddities(what));
    return {
      text: `const response = await fetch(${unitLiteral(what.origin + target)}, {\n${options.join("\n")}\n});\nconsole.log(response.status, await response.text());\n`,
      notes: [...what.notes, ...notes, ...differences(what, CLIENT)],
    };
  },
};

/** What Node's fetch does to two headers, found by running it. */
function oddities({ headers }: Sendable): string[] {
  const notes: string[] = [];
  if (firstValue(headers, "__proto__") !== undefined) notes.push("Node's fetch loses a header named __proto__");
  const isPartial = firstValue(headers, "range") !== undefined && firstValue(headers, "accept-encoding") !== undefined;
  if (isPartial) notes.push("fetch adds identity to Accept-Encoding beside a Range");
  return notes;
}

function headerLine([name, value]: readonly [string, string]): string {
  return `    [${unitLiteral(name)}, ${unitLiteral(value)}],`;
}

function bodyExpression({ body, headers }: Sendable): string {
  const text = bodyText(body);
  if (text === null) return `Uint8Array.from(atob("${toBase64(body)}"), (char) => char.charCodeAt(0))`;
  // A string would bring a Content-Type of its own.
  const hasType = firstValue(headers, "content-type") !== undefined;
  return hasType ? unitLiteral(text) : `new TextEncoder().encode(${unitLiteral(text)})`;
}

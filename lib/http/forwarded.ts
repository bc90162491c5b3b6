import { allValues, type ReadonlyPairs } from "./pairs.ts";

/**
 * What forwarding headers say of a message's way: one entry for each hop, the original sender's first, as each proxy appends the
 * address it was called from. An entry is an IP address as text, or whatever else stood there ("unknown", "_hidden", ""): the
 * reader decides what to believe. `X-Forwarded-For` counts when it is there, else `Forwarded` (RFC 7239 section 4): a proxy that writes
 * one of them commonly passes on the other as the sender made it up.
 */
export function forwardedChain(headers: ReadonlyPairs): string[] {
  const listed = allValues(headers, "x-forwarded-for");
  if (listed.length > 0) return listed.join(",").split(",").map(addressOfNode);
  const elements = allValues(headers, "forwarded").join(",").match(ELEMENT) ?? [];
  return elements.map((element) => addressOfNode(forParameter(element)));
}

// Separators inside quotes do not separate: a quoted Host must not be able to smuggle in a "for".
const ELEMENT = /(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g;
const PARAMETER = /(?:[^;"]|"(?:[^"\\]|\\.)*"?)+/g;

function forParameter(element: string): string {
  for (const parameter of element.match(PARAMETER) ?? []) {
    const equals = parameter.indexOf("=");
    if (parameter.slice(0, equals).trim().toLowerCase() !== "for") continue;
    const value = parameter.slice(equals + 1).trim();
    return value.startsWith('"') ? value.slice(1, value.endsWith('"') ? -1 : undefined).replace(/\\(.)/g, "$1") : value;
  }
  return "";
}

/** "192.0.2.1:8080" and "[2001:db8::1]:8080" without their ports and brackets (RFC 7239 section 6). */
function addressOfNode(node: string): string {
  const text = node.trim();
  if (text.startsWith("[")) return text.slice(1, Math.max(1, text.indexOf("]")));
  const colon = text.indexOf(":");
  return colon >= 0 && colon === text.lastIndexOf(":") ? text.slice(0, colon) : text;
}

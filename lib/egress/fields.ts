import { HOP_BY_HOP, isFieldValue, isToken } from "#lib/http/field.ts";
import { allValues, type Pairs, type ReadonlyPairs } from "#lib/http/pairs.ts";
import { Failure } from "./failure.ts";

/** Says how many times Wirebin has already sent a request on, so that bins forwarding to each other stop. */
export const HOP_HEADER = "X-Wirebin-Hop";
export const MAX_HOPS = 3;

/** How many hops the request with these headers has behind it: the highest number in any hop header; 0 when there is none. */
export function hopsOf(headers: ReadonlyPairs): number {
  const numbers = allValues(headers, HOP_HEADER)
    .flatMap((value) => value.split(","))
    .map((part) => part.trim())
    .filter((part) => /^\d{1,9}$/.test(part))
    .map(Number);
  return Math.max(0, ...numbers);
}

/**
 * The fields that travel on, in their order, case and number. Left out: what frames the message or belongs to the connection it
 * came over (RFC 9110 section 7.6.1, including fields that Connection names), Host, the hop header (both written anew), and HTTP/2 pseudo
 * fields.
 */
export function endToEndFields(headers: ReadonlyPairs): Pairs {
  const dropped = new Set(["host", HOP_HEADER.toLowerCase()]);
  for (const value of allValues(headers, "connection")) {
    for (const name of value.split(",")) dropped.add(name.trim().toLowerCase());
  }
  return headers
    .filter(([name]) => {
      const lower = name.toLowerCase();
      return !HOP_BY_HOP.has(lower) && !dropped.has(lower) && !lower.startsWith(":");
    })
    .map(([name, value]) => [name, value]);
}

/** Why this method and these fields cannot be put on the wire, or null. */
export function requestProblem(method: string, headers: ReadonlyPairs): Failure | null {
  if (!isToken(method)) {
    return new Failure("invalid_request", "A method is one word of letters, digits and !#$%&'*+.^_`|~-.");
  }
  if (method === "CONNECT") {
    return new Failure("invalid_request", "CONNECT opens a tunnel and cannot be sent on. Choose another method.");
  }
  for (const [index, [name, value]] of headers.entries()) {
    if (!isToken(name)) {
      return new Failure(
        "invalid_request",
        `The name of header ${index + 1} holds characters no header name may have.`,
      );
    }
    if (!isFieldValue(value)) {
      return new Failure(
        "invalid_request",
        `The value of header ${name} holds a line break or another character no header may have.`,
      );
    }
  }
  return null;
}

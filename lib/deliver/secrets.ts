import type { Pairs, ReadonlyPairs } from "#lib/http/pairs.ts";
import { SECRET_MASK } from "#lib/model/target.ts";

export type TargetHeader = { name: string; value: string; secret: boolean };

/** Headers with `added` behind them, in place of those of the same names. */
export function withHeaders(headers: ReadonlyPairs, added: ReadonlyPairs): Pairs {
  const replaced = new Set(added.map(([name]) => name.toLowerCase()));
  return [...headers.filter(([name]) => !replaced.has(name.toLowerCase())), ...added].map(([name, value]) => [
    name,
    value,
  ]);
}

export function toPairs(headers: readonly TargetHeader[]): Pairs {
  return headers.map(({ name, value }) => [name, value]);
}

/** The same headers as an attempt may show them. */
export function maskedPairs(headers: readonly TargetHeader[]): Pairs {
  return headers.map(({ name, value, secret }) => [name, secret ? SECRET_MASK : value]);
}

/** Shorter values are found in ordinary text by chance, and guessed anyway. */
const SHORTEST = 6;

/**
 * Hides what a target says back of its own secrets: an echo service would otherwise show them to everybody who may read the bin, and in
 * an answer that is passed on, to the sender. Bytes stay as many as they were.
 */
export function hideSecrets<A extends { headers: Pairs; body: Uint8Array<ArrayBuffer> }>(
  answer: A,
  headers: readonly TargetHeader[],
): A {
  const secrets = headers.flatMap(({ value, secret }) => (secret ? wordsOf(value) : []));
  if (secrets.length === 0) return answer;
  const body = Buffer.from(answer.body);
  for (const secret of secrets) hideIn(body, Buffer.from(secret, "latin1"));
  return {
    ...answer,
    headers: answer.headers.map(([name, value]) => [
      name,
      secrets.reduce((text, secret) => text.replaceAll(secret, "*".repeat(secret.length)), value),
    ]),
    body: new Uint8Array(body),
  };
}

/** The value whole, and what stands behind a scheme, as in `Bearer …`. */
function wordsOf(value: string): string[] {
  const words = [value, ...value.split(" ").slice(1)];
  return words.filter((word) => word.length >= SHORTEST).sort((a, b) => b.length - a.length);
}

function hideIn(body: Buffer, secret: Buffer): void {
  for (let at = body.indexOf(secret); at >= 0; at = body.indexOf(secret, at + secret.length)) {
    body.fill("*", at, at + secret.length);
  }
}

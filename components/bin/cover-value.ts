import { isSecretHeader, maskSecret } from "./secret-headers.ts";
import { coverTarget, isSecretName } from "./secret-names.ts";

/** The value of a name as it may stand on a screen: itself where nothing in it is secret. */
export type CoverValue = (name: string, value: string) => string;

/** Their value is an address, whose query has secrets as a target's has. */
const ADDRESSES = /^(referer|(content-)?location|x-original-url|x-forwarded-uri)$/i;

export const coverHeader: CoverValue = (name, value) => {
  if (value === "") return value;
  if (isSecretHeader(name)) return maskSecret(value);
  return ADDRESSES.test(name) ? coverTarget(value) : value;
};

/** Of a field of a form, or a parameter of a query. */
export const coverField: CoverValue = (name, value) => (value !== "" && isSecretName(name) ? maskSecret(value) : value);

export const coverCookie: CoverValue = (_, value) => (value === "" ? value : maskSecret(value));

/** What copies these pairs is called: it says so when secrets go with them. */
export function withSecrets(label: string, hasSecrets: boolean): string {
  return hasSecrets ? `${label}, with secrets` : label;
}

export function hasSecrets(pairs: Iterable<readonly [name: string, value: string]>, cover: CoverValue): boolean {
  for (const [name, value] of pairs) if (cover(name, value) !== value) return true;
  return false;
}

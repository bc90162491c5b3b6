/** Which headers a screen masks until asked, because what they hold lets somebody in. */

const SECRET_NAMES = new Set([
  "authorization",
  "cookie",
  "set-cookie",
  "proxy-authorization",
  "x-api-key",
  "api-key",
  "apikey",
  "x-auth",
  "x-csrf-token",
  "x-xsrf-token",
  "x-vault-token",
  "x-gitlab-token",
  "x-telegram-bot-api-secret-token",
  "x-goog-channel-token",
  "x-functions-key",
  "ocp-apim-subscription-key",
  "x-amz-security-token",
  "x-shopify-access-token",
  "x-hook-secret",
  "cf-access-jwt-assertion",
  "x-forwarded-access-token",
  "x-ms-token-aad-access-token",
]);

/** Words that make a header's name a secret's name, between dashes or underscores. */
const SECRET_WORDS =
  /(?:^|[-_])(?:token|secret|password|passwd|apikey|api[-_]key|access[-_]key|private[-_]key|session|sessionid|credentials?|jwt)(?:$|[-_])/i;

/** A signature proves one message and opens nothing: people come here to look at it. */
const PUBLIC_NAMES = /signature|hmac|digest/;

/** Values that are secrets wherever they stand: well-known key shapes, a JWT, credentials in a URL. */
const SECRET_VALUES = [
  /^(?:Basic|Bearer|Digest|Token|ApiKey|AWS4-HMAC-SHA256)\s+\S/i,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/,
  /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}/,
  /\bwhsec_[A-Za-z0-9+/=]{16,}/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}/,
  /\bglpat-[A-Za-z0-9_-]{16,}/,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/,
  /\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{16,}/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bAIza[A-Za-z0-9_-]{30,}/,
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s@]+@/i,
];

/** True when a header's value should be masked. Errs towards masking, but never hides a signature. */
export function isSecretHeader(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (SECRET_NAMES.has(lower)) return true;
  if (PUBLIC_NAMES.test(lower)) return isSecretValue(value);
  return SECRET_WORDS.test(lower) || isSecretValue(value);
}

/** True when the value gives itself away, whatever it is called. Looks at the first 8 KiB. */
export function isSecretValue(value: string): boolean {
  const start = value.slice(0, 8192);
  return SECRET_VALUES.some((pattern) => pattern.test(start));
}

/** What stands in a secret's place: its scheme when it has one, and how long it is. */
export function maskedValue(value: string): string {
  const scheme = /^(?:Basic|Bearer|Digest|Token|ApiKey|AWS4-HMAC-SHA256)(?=\s)/i.exec(value)?.[0];
  const hidden = scheme ? value.length - scheme.length - 1 : value.length;
  return `${scheme ? `${scheme} ` : ""}•••••• (${hidden} characters)`;
}

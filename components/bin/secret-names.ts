import { decodeFormText } from "#lib/http/target.ts";
import { maskSecret } from "./secret-headers.ts";

/** What a name ends in that is a secret by itself. */
const SECRETS = new Set(
  "token accesstoken authtoken secret clientsecret password passwd pwd pass passphrase passcode jwt apikey authorization credentials".split(
    " ",
  ),
);
/** A key, an id or a code is one only in these company: "api_key" and "session_id", while "key" and "order_id" are what one debugs. */
const PAIRS = new Set(
  "api key,access key,secret key,private key,auth key,signing key,encryption key,session id,session key,auth code,verification code".split(
    ",",
  ),
);
/** What every secret's name has in it: most names have none of it, and need not be taken apart. */
const MAYBE = new RegExp([...SECRETS, ...[...PAIRS].map((pair) => pair.replace(/ .*/, ""))].join("|"), "iu");
/** Tokens that are places in a list. */
const PLACES = new Set("page next prev previous continuation sync start cursor".split(" "));
/** Written behind a secret's name, and no more than that. */
const BEHIND = /^(\d+|confirmation|confirm|again|repeat|old|new|current|value)$/;

/**
 * True for names of query parameters and form fields whose value should not show on a shared screen until asked for. The last words decide:
 * "token_type" and "max_tokens" are no secrets. Signatures stay in sight: they prove something and open nothing.
 */
export function isSecretName(name: string): boolean {
  // More is no name, and each of a thousand would be taken apart.
  const end = name.slice(-80);
  if (!MAYBE.test(end)) return false;
  const words = wordsOf(end);
  while (words.length > 1 && BEHIND.test(words.at(-1) ?? "")) words.pop();
  const [before = "", last = ""] = words.length > 1 ? words.slice(-2) : ["", ...words];
  if (last === "token" && PLACES.has(before)) return false;
  return SECRETS.has(last) || PAIRS.has(`${before} ${last}`);
}

/** "user[apiKey]" is "user", "api", "key". */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])|([A-Za-z])(?=[0-9])/g, "$1$3$4 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** Query or form text with the values of its secrets covered; the rest as it is written. */
export function coverPairs(text: string): string {
  return text
    .split("&")
    .map((pair) => {
      const equals = pair.indexOf("=");
      const isSecret = equals >= 0 && equals < pair.length - 1 && isSecretName(decodeFormText(pair.slice(0, equals)));
      return isSecret ? pair.slice(0, equals + 1) + maskSecret("") : pair;
    })
    .join("&");
}

/** A target or a URL with the secrets of its query covered. */
export function coverTarget(target: string): string {
  const mark = target.indexOf("?");
  return mark < 0 ? target : target.slice(0, mark + 1) + coverPairs(target.slice(mark + 1));
}

import { Failure } from "./failure.ts";

/** Where a request goes, read once by the WHATWG URL parser. What is parsed here is what is looked up, shown and connected to. */
export type Target = {
  url: URL;
  /** Host name, or IP literal without brackets. */
  hostname: string;
  port: number;
  secure: boolean;
  /** Path and query as they go on the wire. */
  path: string;
};

export const MAX_URL_CHARS = 8192;

/**
 * The target a URL names, or the reason it cannot be one: only http and https, no user name or password in it (they
 * would end up in lists and logs), at most 8192 characters. A fragment is dropped, as on every request. Never throws.
 */
export function parseTarget(text: string): Target | Failure {
  if (text.length > MAX_URL_CHARS) {
    return new Failure("invalid_target", `A target has at most ${MAX_URL_CHARS} characters.`);
  }
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return new Failure("invalid_target");
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return new Failure("invalid_target");
  if (url.username !== "" || url.password !== "") {
    return new Failure(
      "invalid_target",
      "Leave the user name and password out of the address and send them in an Authorization header instead.",
    );
  }
  url.hash = "";
  const secure = url.protocol === "https:";
  return {
    url,
    hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    secure,
    path: `${url.pathname}${url.search}`,
  };
}

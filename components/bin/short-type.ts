import { mediaType } from "#lib/http/media-type.ts";

const NAMES: Record<string, string> = {
  "application/x-www-form-urlencoded": "form",
  "multipart/form-data": "multipart",
  "application/octet-stream": "binary",
  "text/plain": "text",
  "application/javascript": "js",
  "text/javascript": "js",
  "image/svg+xml": "svg",
  "application/x-msgpack": "msgpack",
  "application/x-ndjson": "ndjson",
  "application/x-protobuf": "protobuf",
};

/** A Content-Type as a word for a list: "application/vnd.api+json; charset=utf-8" gives "json". Empty when there is none. */
export function shortType(contentType: string | null): string {
  if (contentType === null || contentType === "") return "";
  const type = mediaType(contentType);
  if (type === "") return "?";
  const known = NAMES[type];
  if (known) return known;
  const subtype = type.slice(type.indexOf("/") + 1);
  const suffix = subtype.slice(subtype.lastIndexOf("+") + 1);
  return suffix.replace(/^(x-|vnd\.)/, "").slice(0, 14);
}

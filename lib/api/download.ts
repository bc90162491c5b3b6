import { sha256 } from "./present.ts";

/**
 * Captured bytes as a download: never a type that a browser would run or show. `name` is made of the bin's id and a number,
 * so it needs no escaping. `ETag` is the SHA-256 of the bytes.
 */
export function download(request: Request, bytes: Uint8Array<ArrayBuffer>, name: string): Response {
  const etag = `"${sha256(bytes)}"`;
  const headers = {
    "Content-Type": "application/octet-stream",
    "Content-Disposition": `attachment; filename="${name}"`,
    ETag: etag,
  };
  if (isNamed(etag, request.headers.get("if-none-match"))) return new Response(null, { status: 304, headers });
  return new Response(bytes, { headers: { ...headers, "Content-Length": String(bytes.length) } });
}

/** If-None-Match: `*`, or a list of tags, weak ones too (RFC 9110 section 13.1.2); a proxy that compresses makes them weak. */
function isNamed(etag: string, tags: string | null): boolean {
  return (tags ?? "").split(",").some((tag) => ["*", etag, `W/${etag}`].includes(tag.trim()));
}

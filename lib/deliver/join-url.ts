/** The part of a capture's target that goes behind a forward's target: path and query as they came, or null when there is nothing. */
export function suffixOf(
  capture: { rest: string; query: string | null },
  take: { appendPath: boolean; appendQuery: boolean },
): string | null {
  const path = take.appendPath ? capture.rest : "";
  const query = take.appendQuery && capture.query !== null ? `?${capture.query}` : "";
  return `${path}${query}` || null;
}

/**
 * A target's URL with a suffix behind its path, and the suffix's query behind its own. Null when the path would climb out of the target's
 * (`/hook` and `/../admin`, in any spelling): senders choose the suffix, the owner chose the target. Text is latin1 code units.
 */
export function joinUrl(base: string, suffix: string | null): string | null {
  if (suffix === null) return base;
  const mark = suffix.indexOf("?");
  const path = asWritten(mark < 0 ? suffix : suffix.slice(0, mark));
  const query = mark < 0 ? "" : asWritten(suffix.slice(mark + 1));
  const url = new URL(base);
  url.hash = "";
  const folder = url.pathname.replace(/\/$/, "");
  const search = [url.search.slice(1), query].filter(Boolean).join("&");
  const whole = path === "" ? url.pathname : `${folder}${path.startsWith("/") ? "" : "/"}${path}`;
  const joined = new URL(`${url.origin}${whole}${search && `?${search}`}`);
  const isInside = path === "" || joined.pathname.startsWith(`${folder}/`);
  return isInside ? joined.href : null;
}

/** Bytes that the URL parser would read as something else: kept as what they are. */
function asWritten(text: string): string {
  return text.replace(
    /[#\\\x80-\xff]/g,
    (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

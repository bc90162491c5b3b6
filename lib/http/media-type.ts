/** The media type of a Content-Type value in lower case, without parameters: "text/html; charset=x" gives "text/html". Junk gives "". */
export function mediaType(contentType: string | null | undefined): string {
  if (!contentType) return "";
  const end = contentType.indexOf(";");
  const type = (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
  return /^[!#$%&'*+.^_`|~0-9a-z-]+\/[!#$%&'*+.^_`|~0-9a-z-]+$/.test(type) ? type : "";
}

/** True for a form in one text: "a=1&b=2". */
export function isForm(contentType: string | null | undefined): boolean {
  return mediaType(contentType) === "application/x-www-form-urlencoded";
}

/** One parameter of a Content-Type value (RFC 9110 section 5.6.6), quotes removed, or undefined. Never throws on junk. */
export function mediaTypeParameter(contentType: string | null | undefined, name: string): string | undefined {
  if (!contentType) return undefined;
  const pattern = /;\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s]*)/g;
  for (const match of contentType.matchAll(pattern)) {
    if (match[1]?.toLowerCase() !== name.toLowerCase()) continue;
    const value = match[2] ?? "";
    return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
  }
  return undefined;
}

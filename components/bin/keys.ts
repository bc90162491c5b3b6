/** Keys of bins made in this browser, so that their owner links can be copied later. A key is shown by the server only once. */
const STORE = "wirebin.keys";

function readAll(): Map<string, string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    if (!Array.isArray(stored)) return new Map();
    return new Map(stored.filter(isEntry));
  } catch {
    return new Map();
  }
}

function isEntry(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}

function write(keys: Map<string, string>): void {
  try {
    localStorage.setItem(STORE, JSON.stringify([...keys]));
  } catch {
    // Without storage the key lives in the owner link only.
  }
}

export function rememberKey(bin: string, key: string): void {
  write(readAll().set(bin, key));
}

export function forgetKey(bin: string): void {
  const keys = readAll();
  keys.delete(bin);
  write(keys);
}

/** The link that makes another browser an owner, or null when the key is not known here. The key is in the fragment: it reaches no log. */
export function ownerLink(bin: string, origin: string): string | null {
  const key = readAll().get(bin);
  return key === undefined ? null : `${origin}/bins/${bin}#key=${encodeURIComponent(key)}`;
}

/** What somebody pasted: an owner link or a bare key. */
export function keyFrom(text: string): string {
  const trimmed = text.trim();
  const mark = trimmed.indexOf("#key=");
  if (mark < 0) return trimmed;
  try {
    return decodeURIComponent(trimmed.slice(mark + 5));
  } catch {
    return trimmed.slice(mark + 5);
  }
}

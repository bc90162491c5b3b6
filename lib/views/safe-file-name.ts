import { revealInvisible } from "./invisible.ts";

const MAX_CHARS = 120;
/** Names Windows gives to devices, whatever the extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/**
 * A name under which something from a stranger may be saved: no folders, no control, invisible or bidirectional characters, none that a
 * file system gives a meaning, no hidden or device names, at most 120 characters with the extension kept.
 */
export function safeFileName(name: string | null | undefined, fallback = "file"): string {
  const last = (name ?? "").split(/[/\\]/).at(-1) ?? "";
  const shown = revealInvisible(last.slice(0, 10_000)).replace(/⟨U\+[0-9A-F]+⟩/g, "");
  const cleaned = shown
    .replace(/[<>:"|?*\t\r\n]/g, "_")
    .replace(/^[.\s]+|[.\s]+$/g, "")
    .normalize("NFC");
  if (cleaned === "") return fallback;
  const short = shortened(DEVICE.test(cleaned) ? `_${cleaned}` : cleaned);
  return short === "" ? fallback : short;
}

function shortened(name: string): string {
  const chars = [...name];
  if (chars.length <= MAX_CHARS) return name;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? "";
  return chars.slice(0, MAX_CHARS - extension.length).join("") + extension;
}

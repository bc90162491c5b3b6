/**
 * Puts text on the clipboard; false when the browser does not let us. Works on plain http too, where there is no Clipboard API. Of a text that is
 * still to be made the promise is handed over: Safari lets a page write only while it handles the press. Rejects as that promise does.
 */
export async function copyText(text: string | Promise<string>): Promise<boolean> {
  const isWritten = typeof text === "string" ? await write(text) : await writeLater(text);
  return isWritten || copyThroughSelection(await text);
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

async function writeLater(text: Promise<string>): Promise<boolean> {
  if (typeof ClipboardItem === "undefined" || !navigator.clipboard?.write) return write(await text);
  const made = text.then((whole) => new Blob([whole], { type: "text/plain" }));
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": made })]);
    return true;
  } catch {
    return write(await text);
  }
}

function copyThroughSelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  const before = document.activeElement;
  // Inside an open dialog focus cannot leave it, so the helper goes beside the focused element.
  (before?.parentElement ?? document.body).append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}

import { treeText } from "./tree-text.ts";
import type { ViewResult } from "./view.ts";

/** A body as somebody would paste it: the text as it is shown; bytes that are no text as hex. `bytes` are those `result` was made from. */
export function copyableText(result: ViewResult, bytes: Uint8Array): string {
  if (result.kind === "text") return result.text;
  if (result.kind === "tree") return treeText(result.tree) ?? result.tree.text;
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return text.includes("\ufffd") ? Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ") : text;
}

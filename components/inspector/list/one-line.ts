import { cutText } from "#components/ui/cut-text.ts";

/** The beginning of a text for a row of the list: line breaks would take the row's height. */
export function oneLine(text: string): string {
  return cutText(text, 140).replace(/\s+/g, " ");
}

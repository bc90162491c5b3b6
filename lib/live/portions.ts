import type { Summary } from "#lib/model/capture.ts";

/** How many summaries one event carries, and how many characters of what senders make as long as they may. */
const MAX_COUNT = 200;
const MAX_CHARS = 512 * 1024;

/** The same summaries in their order, in as many events as they need. One that is too long for any goes alone. */
export function portionsOf(captures: readonly Summary[]): Summary[][] {
  const portions: Summary[][] = [];
  let chars = 0;
  for (const one of captures) {
    const length = lengthOf(one);
    const last = portions.at(-1);
    if (last && last.length < MAX_COUNT && chars + length <= MAX_CHARS) {
      last.push(one);
      chars += length;
    } else {
      portions.push([one]);
      chars = length;
    }
  }
  return portions;
}

function lengthOf({ target, path, contentType, userAgent, preview }: Summary): number {
  const texts = [target, path, contentType, userAgent, preview];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 500);
}

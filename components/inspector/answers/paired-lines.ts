import type { LineChange } from "#lib/views/compare-lines.ts";

/** One line on either side; null where one side has none. */
export type LinePair = { left: string | null; right: string | null; isSame: boolean };

/** A run of changes as two columns: what was removed stands beside what was added in its place. */
export function pairLines(lines: readonly LineChange[]): LinePair[] {
  const pairs: LinePair[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) {
      pairs.push({ left: removed[at] ?? null, right: added[at] ?? null, isSame: false });
    }
    removed = [];
    added = [];
  };
  for (const { kind, text } of lines) {
    if (kind === "removed") removed.push(text);
    else if (kind === "added") added.push(text);
    else {
      flush();
      pairs.push({ left: text, right: text, isSame: true });
    }
  }
  flush();
  return pairs;
}

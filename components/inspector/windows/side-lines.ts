/** A line of a text comparison, and the lines of both sides that stand beside each other. */
type Line = { kind: "same" | "removed" | "added"; text: string };
export type SideLine = { same?: string; before?: string; after?: string };

/** Lines that were removed and the lines that came in their place, paired in order; what has no partner stands alone. */
export function besideEachOther(lines: readonly Line[]): SideLine[] {
  const rows: SideLine[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const close = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) {
      const before = removed[at];
      const after = added[at];
      rows.push({ ...(before !== undefined && { before }), ...(after !== undefined && { after }) });
    }
    removed = [];
    added = [];
  };
  for (const { kind, text } of lines) {
    if (kind === "removed") removed.push(text);
    else if (kind === "added") added.push(text);
    else {
      close();
      rows.push({ same: text });
    }
  }
  close();
  return rows;
}

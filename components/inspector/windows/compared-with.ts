import { shownTarget } from "#lib/http/target.ts";
import type { Summary } from "#lib/model/capture.ts";
import { filterQuery } from "../filter/filter-text.ts";
import { api } from "../session/api.ts";

/** What a capture is compared with: the one before it with the same path, the one before it, or the one with this number. */
export type ComparedWith = "path" | "previous" | number;

/** None before it. `path`: none with this one. `downTo`: captures older than this one were not looked at; null: all were. */
export type NoneBefore = { kind: "none"; path: string | null; downTo: number | null };

/** More pages of captures are not looked through. */
const MAX_PAGES = 10;

/** The number of the capture to compare with. */
export async function findOther(
  bin: string,
  capture: Pick<Summary, "seq" | "target">,
  wanted: ComparedWith,
  signal: AbortSignal,
): Promise<number | NoneBefore> {
  if (typeof wanted === "number") return wanted;
  const path = wanted === "path" ? pathOf(bin, capture) : null;
  // The server finds the path anywhere in the target; only the same one counts. Text is typed as UTF-8 there, targets are latin1.
  const isPlain = path !== null && /^[\x20-\x7e]{1,200}$/.test(path);
  let query: string | null = filterQuery({ ...(isPlain ? { path } : {}), seq: { from: 1, to: capture.seq - 1 } });
  let downTo = capture.seq;
  for (let pages = 0; query !== null && pages < MAX_PAGES; pages += 1) {
    const page = await api.findCaptures(bin, query, signal);
    const found = page.captures.find((one) => path === null || pathOf(bin, one) === path);
    if (found) return found.seq;
    downTo = page.captures.at(-1)?.seq ?? downTo;
    query = page.next;
  }
  return { kind: "none", path, downTo: query === null ? null : downTo };
}

function pathOf(bin: string, { target }: Pick<Summary, "target">): string {
  return shownTarget(bin, target).replace(/\?.*$/s, "");
}

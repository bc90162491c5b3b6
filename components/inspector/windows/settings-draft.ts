import type { FieldProblem } from "#lib/errors.ts";
import type { Bin, BinChanges, Keep } from "#lib/model/bin.ts";

/** The settings of a bin as they are typed, and what of them is to be changed. */

export type SettingsDraft = { title: string; captures: string; days: string; megabytes: string };

const MB = 1024 * 1024;

export function settingsDraftOf({ title, keep }: Bin): SettingsDraft {
  return {
    title,
    captures: String(keep.captures),
    days: String(keep.days),
    megabytes: String(Math.round((keep.bytes / MB) * 100) / 100),
  };
}

/**
 * Only what was typed over is sent: a limit that the form shows rounded stays exact, and a change made elsewhere stays made. Null: nothing was.
 * An empty field is refused, for as a number it would mean "no limit".
 */
export function changesOf(
  draft: SettingsDraft,
  start: SettingsDraft,
): { changes: BinChanges | null } | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const changes: BinChanges = {};
  if (draft.title !== start.title) changes.title = draft.title;
  const keep: Partial<Keep> = {};
  for (const [field, name, unit] of KEPT) {
    const text = draft[field].trim();
    if (text === start[field]) continue;
    const number = Number(text);
    if (text === "" || Number.isNaN(number)) {
      problems.push({ path: `keep.${name}`, message: "Write a number; 0 for no limit" });
    }
    keep[name] = unit === 1 ? number : Math.round(number * unit);
  }
  if (problems.length > 0) return { problems };
  if (Object.keys(keep).length > 0) changes.keep = keep;
  return { changes: Object.keys(changes).length > 0 ? changes : null };
}

const KEPT = [
  ["captures", "captures", 1],
  ["days", "days", 1],
  ["megabytes", "bytes", MB],
] as const;

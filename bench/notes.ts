import { arch, cpus, platform, totalmem } from "node:os";
import type { LoadResult } from "./load.ts";

/** What was measured so far, a row of the table for each. */

type Row = { what: string; result: string; goal: string; ratio: string };
export type Note = (what: string, result: string, ratio?: string, goal?: string) => void;

const rows: Row[] = [];

export const note: Note = (what, result, ratio = "", goal = "") => {
  rows.push({ what, result, ratio, goal });
  process.stdout.write(`${what}: ${result} ${ratio} ${goal && `(goal: ${goal})`}\n`);
};

export function sayRate(r: LoadResult): string {
  const failed = r.failed ? `, ${r.failed} failed` : "";
  return `${Math.round(r.perSecond).toLocaleString("en")}/s, p50 ${r.p50Ms.toFixed(2)} ms, p99 ${r.p99Ms.toFixed(1)} ms${failed}`;
}

/** The table, and what machine it was. */
export function report(): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${arch()}, Node ${process.version}`;
  const table = rows.map(({ what, result, ratio, goal }) => `| ${what} | ${result} | ${ratio} | ${goal} |`);
  return [
    "# The last run of `npm run bench`",
    "",
    `${new Date().toISOString().slice(0, 10)}, ${machine}. 1 KiB JSON, 12 headers, answers after a commit with fsync; load from the same machine.`,
    "What has a ratio was measured by turns, three times each: the rate is the one in the middle, and so is the ratio of turns beside each other.",
    "",
    "| what | seen | ratio | goal |",
    "|---|---|---|---|",
    ...table,
    "",
  ].join("\n");
}

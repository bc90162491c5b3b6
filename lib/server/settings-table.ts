import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SETTINGS } from "#lib/env.ts";

/** npm run settings: writes README's table of settings from the schema. A test fails when they differ. */

export const README = path.resolve(import.meta.dirname, "../../README.md");
const START = "<!-- settings: written by `npm run settings` -->";
const END = "<!-- /settings -->";

export function settingsTable(): string {
  const rows = Object.entries(SETTINGS).map(([name, { fallback, meaning }]) => {
    return `| \`${name}\` | ${fallback ? `\`${fallback}\`` : "none"} | ${meaning} |`;
  });
  return ["| name | default | meaning |", "|---|---|---|", ...rows].join("\n");
}

/** The text with its table brought up to date. Throws when the marks are missing. */
export function withSettings(text: string): string {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start < 0 || end < start) throw new Error(`README.md needs the marks ${START} and ${END}`);
  return `${text.slice(0, start + START.length)}\n\n${settingsTable()}\n\n${text.slice(end)}`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(README, withSettings(readFileSync(README, "utf8")));

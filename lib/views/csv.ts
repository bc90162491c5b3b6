import { mediaType } from "#lib/http/media-type.ts";
import { decodeText, looksLikeText } from "./decode-text.ts";
import type { View } from "./view.ts";

const MAX_COLUMNS = 500;

/** Comma- or tab-separated values (RFC 4180) as a table; the first row is usually the names. */
export const csv: View = {
  name: "csv",
  label: "Table",
  priority(input) {
    const type = mediaType(input.contentType);
    if (type === "text/csv" || type === "application/csv" || type === "text/tab-separated-values") return 90;
    return looksLikeText(input.bytes) ? 3 : 0;
  },
  render(input, { limits }) {
    const { text, warnings } = decodeText(input);
    const type = mediaType(input.contentType);
    const separator = type === "text/tab-separated-values" ? "\t" : separatorOf(text);
    const { rows, rest } = readRows(text, separator, limits.maxRows);
    if (rest) warnings.push(`Only the first ${limits.maxRows.toLocaleString("en")} rows are shown`);
    if (rows.some((row) => row.length >= MAX_COLUMNS)) warnings.push(`At most ${MAX_COLUMNS} columns are shown`);
    return { kind: "table", rows, warnings };
  },
};

/** The separator that stands most often in the first line; spreadsheets write semicolons where the comma is the decimal point. */
function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const line = text.slice(0, Math.min(end < 0 ? text.length : end, 10_000));
  const counts = [",", ";", "\t", "|"].map((mark) => ({ mark, count: line.split(mark).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}

function readRows(text: string, separator: string, maxRows: number): { rows: string[][]; rest: boolean } {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    if (rows.length === maxRows) return { rows, rest: true };
    const row: string[] = [];
    for (;;) {
      const { value, end } = readCell(text, at, separator);
      if (row.length < MAX_COLUMNS) row.push(value);
      at = end;
      if (text[at] !== separator) break;
      at += 1;
    }
    if (text[at] === "\r") at += 1;
    if (text[at] === "\n") at += 1;
    rows.push(row);
  }
  return { rows, rest: false };
}

/** One cell and where its separator or line end stands. A quote inside a cell that does not begin with one is just a quote. */
function readCell(text: string, from: number, separator: string): { value: string; end: number } {
  let value = "";
  let at = from;
  if (text[at] === '"') {
    at += 1;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) return { value: value + text.slice(at), end: text.length };
      value += text.slice(at, quote);
      at = quote + 1;
      if (text[at] !== '"') break;
      value += '"';
      at += 1;
    }
  }
  let end = at;
  while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { value: value + text.slice(at, end), end };
}

import { expect, test } from "vitest";
import { csv } from "./csv.ts";
import { renderView } from "./registry.ts";
import { DEFAULT_LIMITS } from "./view.ts";

const show = (body: string, contentType = "text/csv", limits = DEFAULT_LIMITS) =>
  renderView({ bytes: new TextEncoder().encode(body), contentType }, { limits });
const rows = (body: string, contentType?: string) => {
  const { result } = show(body, contentType);
  return result.kind === "table" ? result.rows : result.kind;
};

test("rows and cells, quotes and line ends inside cells", () => {
  expect(rows('a,b\r\n"1,2","x ""y""\r\nz"\n,\n')).toEqual([
    ["a", "b"],
    ["1,2", 'x "y"\r\nz'],
    ["", ""],
  ]);
});

test("strange quoting is read as it stands", () => {
  expect(rows('a"b,"c"d,"open')).toEqual([['a"b', "cd", "open"]]);
});

test("the separator is seen from the first line, and tabs are declared", () => {
  expect(rows("a;b\n1,5;2")).toEqual([
    ["a", "b"],
    ["1,5", "2"],
  ]);
  expect(rows("a,b\tc", "text/tab-separated-values")).toEqual([["a,b", "c"]]);
});

test("rows and columns are bounded and say so", () => {
  expect(show("1\n2\n3", "text/csv", { ...DEFAULT_LIMITS, maxRows: 2 }).result).toMatchObject({
    rows: [["1"], ["2"]],
    warnings: ["Only the first 2 rows are shown"],
  });
  expect(show(",".repeat(1000)).result.warnings).toEqual(["At most 500 columns are shown"]);
});

test("it is only chosen when the message says so", () => {
  expect(csv.priority({ bytes: new TextEncoder().encode("a,b\n1,2"), contentType: "text/plain" })).toBeLessThan(15);
});

test("a megabyte of quotes takes bounded time", () => {
  const started = performance.now();
  rows('"'.repeat(1_000_000));
  rows('",'.repeat(500_000));
  expect(performance.now() - started).toBeLessThan(1500);
});

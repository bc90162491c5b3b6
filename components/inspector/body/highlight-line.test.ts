import { describe, expect, test } from "vitest";
import { highlightLine } from "./highlight-line.ts";

const roles = (line: string, language: string) =>
  highlightLine(line, language).map(({ text, role }) => [text.trim(), role]);

describe("highlighting", () => {
  test("tells names from values in JSON", () => {
    expect(
      roles('"a": "b", "n": -1.5e3, "t": true', "json").filter(([, role]) => role !== "quiet" && role !== "plain"),
    ).toEqual([
      ['"a"', "name"],
      ['"b"', "string"],
      ['"n"', "name"],
      ["-1.5e3", "number"],
      ['"t"', "name"],
      ["true", "word"],
    ]);
  });

  test("tells tags, attributes and values in markup", () => {
    expect(roles('<a href="x">text</a>', "xml")).toContainEqual(["<a", "name"]);
    expect(roles('<a href="x">text</a>', "xml")).toContainEqual(["href", "word"]);
    expect(roles('<a href="x">text</a>', "xml")).toContainEqual(['"x"', "string"]);
  });

  test.each(['{"a": [1, "\\"x\\"", null], "unclosed', "<a b='c' <<>> &amp; --> <!-- x", "🙂\ud800 \0 tfn-", ""])(
    "loses no character of %j",
    (line) => {
      for (const language of ["json", "xml", "html", "plain"]) {
        expect(
          highlightLine(line, language)
            .map(({ text }) => text)
            .join(""),
        ).toBe(line);
      }
    },
  );

  test("a very long line stays in one piece", () => {
    expect(highlightLine("1".repeat(3000), "json")).toHaveLength(1);
  });
});

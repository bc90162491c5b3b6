import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonProblem, parseJson } from "./parse-json.ts";
import { childrenOf, keyOf, kindAt, nodeAt, type Tree, valueText } from "./tree.ts";

const MAX = 3_000_000;
const parse = (text: string) => parseJson(text, MAX).tree;

/** The tree as a value, for comparing with JSON.parse. */
function toValue(tree: Tree, index = 0): unknown {
  const kind = kindAt(tree, index);
  if (kind === "array") return childrenOf(tree, index).map((child) => toValue(tree, child));
  if (kind === "object") {
    const entries = childrenOf(tree, index).map((child) => [keyOf(tree, child), toValue(tree, child)]);
    return Object.fromEntries(entries);
  }
  return JSON.parse(tree.text.slice(tree.start[index], tree.end[index]));
}

describe("any JSON", () => {
  test("gives the values JSON.parse gives", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 2), (text, space) => {
        const spaced = JSON.stringify(JSON.parse(text), null, space);
        expect(toValue(parse(spaced))).toEqual(JSON.parse(spaced));
      }),
      { numRuns: 200 },
    );
  });

  test("that JSON.parse refuses is refused", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      "1",
      "-",
      "0",
      "1.",
      "e5",
      "true",
      "nul",
      " ",
      '"\\x"',
      '"',
      "\n",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        const isJson = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        if (isJson) expect(() => parse(text)).not.toThrow();
        else expect(() => parse(text)).toThrow(JsonProblem);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("what other parsers lose", () => {
  test("big and odd numbers stay as written", () => {
    const numbers = ["12345678901234567890", "1e400", "-0", "0.10", "1E+2", "1.0000000000000000001"];
    const tree = parse(`[${numbers.join(",")}]`);
    expect(childrenOf(tree, 0).map((child) => valueText(tree, child))).toEqual(numbers);
  });

  test("duplicate keys and their order stay", () => {
    const tree = parse('{"b":1,"a":2,"b":3,"10":4,"9":5}');
    expect(childrenOf(tree, 0).map((child) => nodeAt(tree, child).key)).toEqual(["b", "a", "b", "10", "9"]);
  });

  test("__proto__ is a key like any other", () => {
    const tree = parse('{"__proto__":{"polluted":true},"constructor":1}');
    expect(childrenOf(tree, 0).map((child) => keyOf(tree, child))).toEqual(["__proto__", "constructor"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("a lone surrogate and a byte order mark do no harm", () => {
    const tree = parse('\ufeff["\\ud800"]');
    expect(valueText(tree, 1)).toBe("\ud800");
  });
});

describe("size", () => {
  test.each(["[", '{"a":'])("200,000 levels of %s do not overflow the stack", (opening) => {
    const depth = 200_000;
    const tree = parse(`${opening.repeat(depth)}1${(opening === "[" ? "]" : "}").repeat(depth)}`);
    expect(tree.count).toBe(depth + 1);
    expect(tree.depth[depth]).toBe(depth);
    expect(tree.end[0]).toBe(tree.text.length);
  });

  test("ten megabytes and a million keys take about a second", () => {
    const text = `{${Array.from({ length: 700_000 }, (_, i) => `"key${i}":${i}`).join(",")}}`;
    expect(text.length).toBeGreaterThan(10_000_000);
    const started = performance.now();
    expect(parse(text).count).toBe(700_001);
    expect(performance.now() - started).toBeLessThan(2500);
  });

  test("more values than wanted end the tree, not the program", () => {
    const { tree, isWhole } = parseJson("[[1,2],[3,4]]", 4);
    expect(isWhole).toBe(false);
    expect(tree.count).toBe(4);
    expect(tree.next[0]).toBe(4);
  });
});

test("a problem says where it is", () => {
  expect(() => parse('{\n  "a": 1,\n}')).toThrow("Expected a key in double quotes at line 3, column 1");
  expect(() => parse("[1")).toThrow("The JSON ends too early at line 1, column 3");
  expect(() => parse("")).toThrow("The JSON ends too early");
  expect(() => parse("{} x")).toThrow("There is more text after the end of the JSON at line 1, column 4");
});

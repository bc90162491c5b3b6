import { describe, expect, test } from "vitest";
import { renderView } from "./registry.ts";
import { childrenOf, kindAt, type Tree, valueText } from "./tree.ts";

const show = (body: string, contentType: string | null = "application/x-ndjson") =>
  renderView({ bytes: new TextEncoder().encode(body), contentType });

function lines(body: string): [string, string][] {
  const { result, problem } = show(body);
  if (result.kind !== "tree") throw new Error(problem ?? result.kind);
  const tree: Tree = result.tree;
  return childrenOf(tree, 0).map((child) => [kindAt(tree, child), valueText(tree, child)]);
}

test("each line is a value, blank lines are nothing", () => {
  expect(lines('{"a":1}\n\n[2]\r\n"x"\n')).toEqual([
    ["object", '{"a":1}'],
    ["array", "[2]"],
    ["string", "x"],
  ]);
});

test("joined values and RFC 7464 records are read too", () => {
  expect(lines('{"a":1}{"b":2}')).toHaveLength(2);
  expect(lines('\x1e{"a":\n1}\n\x1e{"b":2}\n')).toHaveLength(2);
});

test("a line that is not JSON stands as text and the others are read", () => {
  expect(lines('{"a":1}\n{"b":\nnope\n{"c":3}')).toEqual([
    ["object", '{"a":1}'],
    ["other", '{"b":'],
    ["other", "nope"],
    ["object", '{"c":3}'],
  ]);
  expect(show("1\nnope").result.warnings).toEqual(["1 lines are not JSON and stand as text"]);
});

test("when no line is JSON the view fails", () => {
  expect(show("a\nb")).toMatchObject({ view: "text", problem: "Not shown as NDJSON: No line of this is JSON" });
});

test("JSON lines sent as JSON or plain text are recognised, one indented document is not", () => {
  expect(show('{"a":1}\n{"b":2}\n', "application/json").view).toBe("ndjson");
  expect(show('{"a":1}\n{"b":2}\n', "text/plain").view).toBe("ndjson");
  expect(show('{\n"a":1\n}', "application/json").view).toBe("json");
});

describe("hostile lines", () => {
  test.each([
    ["half a million that never close", "[\n".repeat(500_000)],
    ["half a million that are not JSON", "x\n".repeat(500_000)],
    ["half a million values without line ends", "{}".repeat(500_000)],
  ])("%s take bounded time", (_, body) => {
    const started = performance.now();
    show(`1\n${body}`);
    expect(performance.now() - started).toBeLessThan(2500);
  });
});

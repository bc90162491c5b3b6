import { expect, test } from "vitest";
import { indentMarkup } from "./indent-markup.ts";

test("one tag a line, short elements on one", () => {
  expect(indentMarkup("<?xml version='1.0'?><a x='1'><b>t</b><c/><d></d><e> m <f/></e></a>", false)).toBe(
    [
      "<?xml version='1.0'?>",
      "<a x='1'>",
      "  <b>t</b>",
      "  <c/>",
      "  <d></d>",
      "  <e>",
      "    m",
      "    <f/>",
      "  </e>",
      "</a>",
    ].join("\n"),
  );
});

test("entities are not expanded and nothing is resolved", () => {
  const bomb =
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><l>&b;&x;</l>';
  expect(indentMarkup(bomb, false)).toContain("<l>&b;&x;</l>");
});

test("HTML with unclosed tags is still indented, and preformatted text keeps its spaces", () => {
  expect(indentMarkup("<ul><li>a<li>b</ul><pre> x\n  y</pre>", true)).toBe(
    ["<ul>", "  <li>", "    a", "    <li>", "      b", "</ul>", "<pre>", " x\n  y".replace(/^/, "  "), "</pre>"].join(
      "\n",
    ),
  );
});

test.each([
  ["tags that never close", "<a>".repeat(300_000)],
  ["closing tags that match nothing", `${"<a>".repeat(100_000)}${"</b>".repeat(100_000)}`],
  ["a million attributes", `<a ${"b='c' ".repeat(160_000)}>`],
])("%s take bounded time", (_, text) => {
  const started = performance.now();
  indentMarkup(text, false);
  expect(performance.now() - started).toBeLessThan(1500);
});

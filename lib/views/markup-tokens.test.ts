import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markupTokens } from "./markup-tokens.ts";

const kinds = (text: string, isHtml = false) =>
  markupTokens(text, isHtml).map(({ kind, text: piece }) => [kind, piece]);

describe("tokens", () => {
  test("joined again are the document, whatever it is", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "/",
      "a",
      " ",
      '"',
      "'",
      "=",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "<?",
      "?>",
      "<!",
      "[",
      "]",
      "<script>",
      "</script>",
      "é",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (pieces, isHtml) => {
        const text = pieces.join("");
        expect(
          markupTokens(text, isHtml)
            .map((token) => token.text)
            .join(""),
        ).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test("a > inside a quoted value does not end the tag", () => {
    expect(kinds(`<a x="1>2" y='>'>t</a>`)).toEqual([
      ["open", `<a x="1>2" y='>'>`],
      ["text", "t"],
      ["close", "</a>"],
    ]);
  });

  test("comments, CDATA, instructions and document types are single pieces", () => {
    expect(kinds("<?xml v?><!DOCTYPE a [<!ENTITY b '>'>]><!-- <a> --><![CDATA[<b>]]>").map(([, text]) => text)).toEqual(
      ["<?xml v?>", "<!DOCTYPE a [<!ENTITY b '>'>]>", "<!-- <a> -->", "<![CDATA[<b>]]>"],
    );
  });

  test("in HTML, br has no end and script holds no tags", () => {
    expect(kinds("<BR><script>a<b</script>", true)).toEqual([
      ["empty", "<BR>"],
      ["open", "<script>"],
      ["verbatim", "a<b"],
      ["close", "</script>"],
    ]);
  });
});

test.each(["<", "<a", "<a ", "<!--", "<a b='", "<!DOCTYPE [", "<a><", "</", '<a x="', "<pre>"])(
  "a million characters of %j take linear time",
  (piece) => {
    const started = performance.now();
    markupTokens(piece.repeat(1_000_000 / piece.length), true);
    expect(performance.now() - started).toBeLessThan(1500);
  },
);

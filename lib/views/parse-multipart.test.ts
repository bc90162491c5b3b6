import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundaryOf, parseMultipart } from "./parse-multipart.ts";

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const text = (body: Uint8Array) => Array.from(body, (byte) => String.fromCharCode(byte)).join("");

function contents(body: string, boundary = "b") {
  const raw = bytes(body);
  const { parts, warnings } = parseMultipart(raw, boundary, 100);
  return { parts: parts.map(({ headers, start, end }) => [headers, text(raw.subarray(start, end))]), warnings };
}

describe("parts", () => {
  test("any bodies come back byte for byte", () => {
    const body = fc.array(fc.constantFrom("\r", "\n", "-", "--", "b", "\0", "\xff", "--b", "\r\n--", "x"), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.array(
          body.map((pieces) => pieces.join("")),
          { minLength: 1, maxLength: 4 },
        ),
        (bodies) => {
          fc.pre(bodies.every((one) => !/(^|\n)--b/.test(one)));
          const message = `${bodies.map((one) => `--b\r\nX: 1\r\n\r\n${one}\r\n`).join("")}--b--\r\n`;
          expect(contents(message)).toEqual({ parts: bodies.map((one) => [[["X", "1"]], one]), warnings: [] });
        },
      ),
      { numRuns: 300 },
    );
  });

  test("headers keep case, order and repeats; folded lines are joined", () => {
    const { parts } = contents("--b\r\nX: 1\r\nx: 2\r\n__proto__: p\r\n  q\r\n\r\nv\r\n--b--");
    expect(parts).toEqual([
      [
        [
          ["X", "1"],
          ["x", "2"],
          ["__proto__", "p q"],
        ],
        "v",
      ],
    ]);
  });

  test("bare line feeds, no headers and an empty body are read", () => {
    expect(contents("--b\nX: 1\n\nv\n--b\n\nw\n--b--\n").parts).toEqual([
      [[["X", "1"]], "v"],
      [[], "w"],
    ]);
    expect(contents("--b\r\nX: 1\r\n\r\n\r\n--b--").parts).toEqual([[[["X", "1"]], ""]]);
    expect(contents("--b\r\nno header here\r\n--b--").parts).toEqual([[[], "no header here"]]);
  });

  test("what is around and what is missing is said", () => {
    expect(contents("pre\r\n--b\r\n\r\nv\r\n--b--\r\npost").warnings).toEqual([
      "5 bytes before the first boundary are not shown",
      "4 bytes after the last boundary are not shown",
    ]);
    expect(contents("--b\r\nX: 1\r\n\r\ncut").parts).toEqual([[[["X", "1"]], "cut"]]);
    expect(contents("--b\r\nX: 1\r\n\r\ncut").warnings).toHaveLength(1);
  });

  test("a line that only begins like the boundary is content", () => {
    expect(contents("--b\r\n\r\n--bb\r\n--b x\r\n--b--").parts).toEqual([[[], "--bb\r\n--b x"]]);
  });

  test("parts beyond the limit are counted", () => {
    const { parts, more } = parseMultipart(bytes(`${"--b\r\n\r\nv\r\n".repeat(10)}--b--`), "b", 3);
    expect([parts.length, more]).toEqual([3, 7]);
  });
});

describe("the boundary", () => {
  test("comes from the header, else from the first line", () => {
    expect(boundaryOf(bytes("--a b\r\n"), 'multipart/mixed; boundary="a b"')).toEqual({
      boundary: "a b",
      isGuessed: false,
    });
    expect(boundaryOf(bytes("--x\r\n"), "multipart/form-data")).toEqual({ boundary: "x", isGuessed: true });
    expect(boundaryOf(bytes("--x\r\n"), "multipart/form-data; boundary=y")).toEqual({ boundary: "x", isGuessed: true });
  });

  test("of more than 70 characters, or none, is refused", () => {
    const long = "a".repeat(252);
    expect(() => boundaryOf(bytes(`--${long}\r\n`), `multipart/form-data; boundary=${long}`)).toThrow("70");
    expect(() => boundaryOf(bytes("hello"), null)).toThrow("no boundary");
    expect(() => parseMultipart(bytes("hello"), "b", 1)).toThrow("nowhere");
  });
});

test.each([
  ["boundaries only", "--b\r\n".repeat(300_000)],
  ["almost boundaries", `--b\r\n${"--bx\n".repeat(200_000)}`],
  ["line feeds", `--b\r\n${"\n".repeat(1_000_000)}`],
  ["headers that never end", `--b\r\n${"X: 1\r\n".repeat(200_000)}`],
])("a megabyte of %s takes bounded time", (_, body) => {
  const started = performance.now();
  parseMultipart(bytes(body), "b", 1000);
  expect(performance.now() - started).toBeLessThan(1500);
});

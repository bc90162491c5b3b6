import { expect, test } from "vitest";
import { renderView } from "./registry.ts";
import { DEFAULT_LIMITS, type Part } from "./view.ts";

const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const utf8Units = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));

function partsOf(parts: string[], limits = DEFAULT_LIMITS): Part[] {
  const body = `${parts.map((part) => `--b\r\n${part}\r\n`).join("")}--b--\r\n`;
  const { result, problem } = renderView(
    { bytes: latin1(body), contentType: "multipart/form-data; boundary=b" },
    { limits },
  );
  if (result.kind !== "parts") throw new Error(problem ?? result.kind);
  return result.parts;
}

test("each part has its names, headers and a view of its own", () => {
  const [field, file, photo] = partsOf([
    'Content-Disposition: form-data; name="meta"\r\n\r\n{"a":1}',
    'content-disposition: form-data; name="f"; filename="../../a.xml"\r\nContent-Type: text/xml\r\n\r\n<a/>',
    'Content-Disposition: form-data; name="p"; filename="p.bin"\r\n\r\n\x89PNG\r\n\x1a\n',
  ]);
  expect(field).toMatchObject({ name: "meta", fileName: null, contentType: null, nested: { kind: "tree" } });
  expect(file).toMatchObject({
    name: "f",
    fileName: "../../a.xml",
    safeName: "a.xml",
    contentType: "text/xml",
    nested: { kind: "text", language: "xml" },
  });
  expect(photo).toMatchObject({ nested: { kind: "media", mediaType: "image/png" } });
});

test("names are read the ways senders write them", () => {
  const [one, two, three] = partsOf([
    `Content-Disposition: form-data; name="a"; filename="${utf8Units("é%22.txt")}"\r\n\r\n`,
    `Content-Disposition: form-data; name="b"; filename="x"; filename*=UTF-8''%E2%82%AC.txt\r\n\r\n`,
    "X: no disposition\r\n\r\nv",
  ]);
  expect(one).toMatchObject({ fileName: 'é".txt', safeName: "é_.txt", nested: { kind: "empty" } });
  expect(two).toMatchObject({ fileName: "€.txt" });
  expect(three).toMatchObject({ name: null, fileName: null, safeName: "part-3" });
});

test("offsets give the part's own bytes", () => {
  const [part] = partsOf(["A: 1\r\n\r\nbody"]);
  expect([part?.start, part?.end]).toEqual([13, 17]);
});

test("multipart in multipart stops at the allowed depth", () => {
  const inner = 'Content-Type: multipart/mixed; boundary="c"\r\n\r\n--c\r\n\r\ndeep\r\n--c--';
  expect(partsOf([inner])[0]?.nested).toMatchObject({
    kind: "parts",
    parts: [{ nested: { kind: "text", text: "deep" } }],
  });
  expect(partsOf([inner], { ...DEFAULT_LIMITS, maxNesting: 1 })[0]?.nested).toMatchObject({
    parts: [{ nested: null }],
  });
});

test("a part whose view fails shows as text and says why", () => {
  const [part] = partsOf(["Content-Type: application/json\r\n\r\n{oops"]);
  expect(part?.nested).toMatchObject({ kind: "text", warnings: [expect.stringMatching(/^Not shown as JSON: /)] });
});

test("without a usable boundary the body shows as text", () => {
  const rendered = renderView({ bytes: latin1("nothing"), contentType: "multipart/form-data" });
  expect(rendered).toMatchObject({
    view: "text",
    problem: "Not shown as Multipart: The Content-Type names no boundary",
  });
});

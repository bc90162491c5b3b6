import { expect, test } from "vitest";
import { type FindSame, findSame } from "./find-same.ts";

/** What would be looked for in captures like one with this body, or null where nothing is offered. */
function words(body: string | null, ask: (find: FindSame) => (() => void) | null): string | null {
  let looked: string | null = null;
  const summary = { preview: body?.slice(0, 200) ?? null, bodyBytes: body?.length ?? 9 };
  ask(findSame(summary, (asked) => (looked = asked)))?.();
  return looked;
}

test("a value of a document is looked for when it stands in the preview itself", () => {
  const text = `{"n":1,"pad":"${"x".repeat(300)}","late":1}`;
  const at = (start: number, length: number) => words(text, (find) => find.inDocument(text, start, start + length));
  expect(at(text.indexOf("1"), 1)).toBe("1");
  expect(at(text.lastIndexOf("1"), 1)).toBeNull();
  expect(at(text.indexOf("x"), 300)).toBeNull();
});

test("a document inside of a form is found where the form holds it as it is", () => {
  const inner = '{"a":7}';
  const ask = (preview: string) => words(preview, (find) => find.inDocument(inner, 5, 6));
  expect(ask(`payload=${inner}`)).toBe("7");
  expect(ask("payload=%7B%22a%22%3A7%7D")).toBeNull();
});

test("a field is looked for as its sender wrote it, never by a part of another", () => {
  const ask = (preview: string | null, name: string, value: string) =>
    words(preview, (find) => find.inForm(name, value));
  expect(ask("who=ada%20l&n=1", "who", "ada l")).toBe("who=ada%20l");
  expect(ask("xn=12", "n", "1")).toBeNull();
  const long = `a=1&pad=${"x".repeat(300)}&b=1`;
  expect(ask(long, "a", "1")).toBe("a=1");
  expect(ask(long, "b", "1")).toBeNull();
  expect(ask(`${"x".repeat(196)}&b=1`, "b", "1")).toBe("b=1");
  expect(ask(`${"x".repeat(196)}&b=12`, "b", "1")).toBeNull();
  expect(ask(null, "a", "1")).toBeNull();
});

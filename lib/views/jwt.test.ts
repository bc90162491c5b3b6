import { expect, test } from "vitest";
import { renderView } from "./registry.ts";
import { childrenOf, keyOf, valueText } from "./tree.ts";

const base64url = (text: string) => Buffer.from(text).toString("base64url");
const token = (payload: string) => `${base64url('{"alg":"HS256"}')}.${base64url(payload)}.c2ln`;
const show = (body: string, contentType: string | null = null) =>
  renderView({ bytes: new TextEncoder().encode(body), contentType });

test("header, payload, times and signature, none of it believed", () => {
  const { view, result } = show(token('{"exp":1700000000,"id":12345678901234567890,"sub":"é"}'));
  expect(view).toBe("jwt");
  if (result.kind !== "sections") throw new Error(result.kind);
  expect(result.warnings[0]).toContain("not checked");
  expect(result.sections.map(({ title }) => title)).toEqual(["Header", "Payload", "Times", "Signature"]);
  const payload = result.sections[1]?.view;
  if (payload?.kind !== "tree") throw new Error("no payload");
  expect(
    childrenOf(payload.tree, 0).map((child) => [keyOf(payload.tree, child), valueText(payload.tree, child)]),
  ).toEqual([
    ["exp", "1700000000"],
    ["id", "12345678901234567890"],
    ["sub", "é"],
  ]);
  expect(result.sections[2]?.view).toMatchObject({
    fields: [{ name: "Expires (exp)", value: "2023-11-14T22:13:20.000Z" }],
  });
});

test("a value from an Authorization header can be shown by hand", () => {
  const bytes = new TextEncoder().encode(`Bearer ${token("{}")}`);
  expect(renderView({ bytes, contentType: null }, { view: "jwt" }).result.kind).toBe("sections");
});

test("an encrypted token shows its header only", () => {
  const { result } = show(`${base64url('{"alg":"dir"}')}.a.b.c.d`);
  expect(result).toMatchObject({ kind: "sections", sections: [{ title: "Header" }] });
});

test("times that are no dates are left alone", () => {
  const { result } = show(token('{"exp":1e400,"iat":"yesterday","__proto__":1}'));
  expect(result.kind === "sections" && result.sections.map(({ title }) => title)).toEqual([
    "Header",
    "Payload",
    "Signature",
  ]);
});

test("what is declared a token and is none shows as text", () => {
  expect(show("hello there", "application/jwt")).toMatchObject({
    view: "text",
    problem: expect.stringContaining("base64url"),
  });
  expect(show("eyJ.a.b.c").view).toBe("text");
  expect(show("eyJhbGciOiJub25lIn0.x.").problem).toContain("base64url");
});

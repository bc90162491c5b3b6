import { expect, test } from "vitest";
import { type CoverableMessage, compareCovered } from "./compare-covered.ts";

const FORM = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data; boundary=b";

function message(body: string, contentType: string, kind: CoverableMessage["kind"] = "message"): CoverableMessage {
  return { kind, contentType, method: "POST", target: "/", headers: [], body: new TextEncoder().encode(body) };
}
const part = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--b--\r\n`;

test("two forms are compared by their fields", () => {
  const { body } = compareCovered(message("user=a&password=x", FORM), message("user=a&password=y", FORM));
  expect(body).toMatchObject({ kind: "form", changes: [{ kind: "changed", after: { name: "password", value: "y" } }] });
  expect(compareCovered(message("a=%41", FORM), message("a=A", FORM)).body).toEqual({ kind: "form", changes: [] });
});

test.each([
  ["multipart", message(part("password", "one-secret"), MULTIPART), message(part("pwd", "two-secret"), MULTIPART)],
  ["a form and text", message("a=1\nb&password=one-secret", FORM), message("something else", "text/plain")],
  ["malformed", message("A: b\nCookie: one-secret", "", "malformed"), message("A: c\nX", "", "malformed")],
  ["long forms", message(`password=one-secret&${"a=1&".repeat(9000)}`, FORM), message("b=1", FORM)],
] as const)("no secret is in the difference of %s", (_, before, after) => {
  const { body } = compareCovered(before, after);
  expect(body.kind).toBe("text");
  expect(JSON.stringify(body)).not.toContain("-secret");
});

test("a difference in secrets alone is said; the same is the same", () => {
  const one = message(part("password", "x"), MULTIPART);
  expect(compareCovered(one, message(part("password", "y"), MULTIPART)).body).toEqual({ kind: "covered" });
  expect(compareCovered(one, one).body).toEqual({ kind: "same" });
});

test("what is no text keeps its own numbers", () => {
  const binary = (last: number) => ({ ...message("", MULTIPART), body: Uint8Array.of(0xff, last) });
  expect(compareCovered(binary(1), binary(2)).body).toEqual({
    ...{ kind: "binary", beforeBytes: 2, afterBytes: 2, firstDifference: 1 },
  });
});

import { expect, test } from "vitest";
import { coverBody, coverMalformed } from "./cover-body.ts";

const FORM = "application/x-www-form-urlencoded";
const part = (name: string, value: string, more = "") =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n${more}\r\n${value}\r\n`;

test("a form's secrets are covered, whatever the type says besides", () => {
  expect(coverBody("user=ada&password=x", `${FORM}; charset=utf-8`)).toBe("user=ada&password=••••••••");
});

test("of multipart the content of parts with a secret's name is covered, and secret headers of any part", () => {
  const type = "multipart/form-data; boundary=b";
  const body = `${part("user", "ädä")}${part("api_key", "one\r\ntwo")}${part("x", "", "Authorization: Basic abc\r\n")}--b--\r\n`;
  const covered = body.replace("one\r\ntwo", "••••••••").replace("Basic abc", "Basic ••••••••");
  expect(coverBody(body, type)).toBe(covered);
  // The boundary may be named wrongly, and the end may be missing.
  expect(coverBody(body, "multipart/form-data; boundary=other")).toBe(covered);
  expect(coverBody(part("password", "begun").trimEnd(), type)).not.toContain("begun");
});

test("parts in parts, and forms in them, are covered; deeper than any view reads they stay", () => {
  const within = (inner: string, depth: number): string =>
    depth === 0
      ? inner
      : `--n${depth}\r\nContent-Type: multipart/mixed; boundary=n${depth - 1}\r\n\r\n${within(inner, depth - 1)}\r\n--n${depth}--`;
  const inner = `--n0\r\nContent-Disposition: form-data; name="token"\r\n\r\ninner-secret\r\n--n0\r\nContent-Type: ${FORM}\r\n\r\npwd=form-secret\r\n--n0--`;
  expect(coverBody(within(inner, 2), "multipart/mixed; boundary=n2")).not.toContain("-secret");
  const deep = within(inner, 500);
  expect(coverBody(deep, "multipart/mixed; boundary=n500")).toBe(deep);
});

test("other types, and what is no multipart, stay as they are", () => {
  for (const [text, type] of [
    ['{"password":"x"}', "application/json"],
    ["password=x", null],
    ["password=x", "multipart/form-data; boundary=b"],
    ["", "multipart/form-data"],
  ] as const)
    expect(coverBody(text, type)).toBe(text);
});

test("a message that could not be read is covered in its head and its body", () => {
  const head = `POST /b?token=t-secret HTTP/1.1\r\nAuthorization: Bearer a-secret\r\nContent-Type : ${FORM}\r\n\r\n`;
  const covered = coverMalformed(`${head}user=ada&password=b-secret`);
  expect(covered).not.toContain("-secret");
  expect(covered).toContain("user=ada&password=••••••••");
  expect(coverMalformed("\u0016\u0003\u0001")).toBe("\u0016\u0003\u0001");
  expect(coverMalformed("Cookie: sid=cut-se")).toBe("Cookie: ••••••••");
});

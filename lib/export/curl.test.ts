import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import { curl } from "./curl.ts";
import type { ExportMessage } from "./message.ts";

/** That these commands arrive as they should is shown in running.test.ts. */
const write = (changes: Partial<ExportMessage>) =>
  curl.write({ method: "GET", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

const QUIET: [string, string][] = [
  ["User-Agent", "u"],
  ["Accept", "*/*"],
];

test("a GET is short", () => {
  expect(write({ headers: QUIET }).text).toBe(
    "curl -g --path-as-is \\\n  'http://h/a' \\\n  -H 'User-Agent: u' \\\n  -H 'Accept: */*'",
  );
});

test("headers curl would add are taken away, an empty one is kept", () => {
  const { text } = write({ method: "POST", headers: [["X-A", ""]], body: latin1Bytes("a=1") });
  expect(text).toContain("-H 'X-A;'");
  expect(text).toContain("-H 'User-Agent:' \\\n  -H 'Accept:' \\\n  -H 'Content-Type:' \\\n  --data-raw 'a=1'");
});

test("a body that starts with @ is never a file's name", () => {
  const { text } = write({ method: "POST", headers: QUIET, body: latin1Bytes("@/etc/hostname") });
  expect(text).toContain("--data-raw '@/etc/hostname'");
  expect(text).not.toMatch(/--data(-binary)? '/);
});

test("binary bodies come through a pipe", () => {
  const { text } = write({ method: "PUT", headers: QUIET, body: latin1Bytes("\xff\0\xfe") });
  expect(text).toMatch(/^printf '%s' '\/wD\+' \| base64 -d \| curl .*--data-binary @-$/s);
});

test("HEAD asks for no body, and says what happens when it sends one", () => {
  expect(write({ method: "HEAD", headers: QUIET }).text).toContain("--head");
  const odd = write({ method: "HEAD", headers: QUIET, body: latin1Bytes("x") });
  expect(odd.text).toContain("-X 'HEAD'");
  expect(odd.text).toContain("--max-time 10");
  expect(odd.notes).toHaveLength(1);
});

test("over https header names keep their case", () => {
  expect(write({ url: "https://h/a", headers: QUIET }).text).toContain("--http1.1");
});

test("a target curl would change is given as it is", () => {
  expect(write({ url: "http://h//a#b", headers: QUIET }).text).toContain("'http://h/' \\\n  --request-target '//a#b'");
});

import { describe, expect, test } from "vitest";
import { hideSecrets, maskedPairs, type TargetHeader, toPairs, withHeaders } from "./secrets.ts";

const HEADERS: TargetHeader[] = [
  { name: "Authorization", value: "Bearer s3cret-token", secret: true },
  { name: "X-Team", value: "hooks", secret: false },
];

describe("a target's headers", () => {
  test("stand in place of captured ones of the same name, whatever its case", () => {
    const captured: [string, string][] = [
      ["AUTHORIZATION", "theirs"],
      ["X-A", "1"],
      ["authorization", "again"],
    ];
    expect(withHeaders(captured, toPairs(HEADERS))).toEqual([
      ["X-A", "1"],
      ["Authorization", "Bearer s3cret-token"],
      ["X-Team", "hooks"],
    ]);
  });

  test("show no secret", () => {
    expect(JSON.stringify(maskedPairs(HEADERS))).toBe('[["Authorization","********"],["X-Team","hooks"]]');
  });
});

describe("an answer that says the secret back", () => {
  const answer = (text: string, headers: [string, string][] = []) => ({
    headers,
    body: new TextEncoder().encode(text),
  });

  test("is kept without it, in headers and body, and as long as it was", () => {
    const said = '{"authorization":"Bearer s3cret-token","again":"s3cret-token","team":"hooks"}';
    const hidden = hideSecrets(answer(said, [["X-Echo", "got s3cret-token"]]), HEADERS);
    const text = new TextDecoder().decode(hidden.body);
    expect(text).not.toContain("s3cret");
    expect(text).toContain('"team":"hooks"');
    expect(hidden.body.length).toBe(said.length);
    expect(hidden.headers).toEqual([["X-Echo", "got ************"]]);
  });

  test("without secrets is left as it is", () => {
    const given = answer("Bearer s3cret-token");
    expect(hideSecrets(given, HEADERS.slice(1))).toBe(given);
  });
});

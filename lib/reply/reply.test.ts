import { describe, expect, test } from "vitest";
import { firstValue } from "#lib/http/pairs.ts";
import { DEFAULT_REPLY, type Reply } from "#lib/model/reply.ts";
import { chooseReply } from "./choose.ts";
import { prepareReply } from "./prepare.ts";

const reply = (changes: Partial<Reply>): Reply => ({ ...DEFAULT_REPLY, ...changes });

describe("prepareReply", () => {
  test("every reply is sandboxed into an origin of its own", () => {
    const { headers } = prepareReply(DEFAULT_REPLY, { ownHost: false });
    const policy = firstValue(headers, "content-security-policy");
    expect(policy).toContain("sandbox");
    expect(policy).not.toContain("allow-same-origin");
    expect(firstValue(headers, "x-content-type-options")).toBe("nosniff");
    expect(firstValue(headers, "referrer-policy")).toBe("no-referrer");
  });

  test("an owner's policy stays, and ours comes after it", () => {
    const { headers } = prepareReply(reply({ headers: [["content-security-policy", "default-src *"]] }), {
      ownHost: false,
    });
    const policies = headers.filter(([name]) => name.toLowerCase() === "content-security-policy");
    expect(policies).toHaveLength(2);
    expect(policies[1]?.[1]).toMatch(/^sandbox/);
  });

  test("headers that reach past the document are left out and named", () => {
    const headers: Reply["headers"] = [
      ["Set-Cookie", "session=1"],
      ["Clear-Site-Data", '"*"'],
      ["Service-Worker-Allowed", "/"],
      ["Strict-Transport-Security", "max-age=1"],
      ["X-Mine", "kept"],
    ];
    const prepared = prepareReply(reply({ headers }), { ownHost: false });
    expect(prepared.stripped).toEqual([
      "Set-Cookie",
      "Clear-Site-Data",
      "Service-Worker-Allowed",
      "Strict-Transport-Security",
    ]);
    expect(firstValue(prepared.headers, "x-mine")).toBe("kept");
    expect(firstValue(prepared.headers, "set-cookie")).toBeUndefined();
  });

  test("cookies pass when captures have a host of their own", () => {
    const prepared = prepareReply(reply({ headers: [["Set-Cookie", "a=1"]] }), { ownHost: true });
    expect(firstValue(prepared.headers, "set-cookie")).toBe("a=1");
  });

  test("a status without content loses its body", () => {
    const prepared = prepareReply(reply({ status: 204, body: { encoding: "utf8", data: "x" } }), { ownHost: false });
    expect(prepared.body).toHaveLength(0);
  });

  test("binary bodies are decoded", () => {
    const prepared = prepareReply(reply({ body: { encoding: "base64", data: "AP8=" } }), { ownHost: false });
    expect([...prepared.body]).toEqual([0, 255]);
  });
});

describe("chooseReply", () => {
  const base = prepareReply(reply({ body: { encoding: "utf8", data: "hi" } }), { ownHost: false });

  test.each([
    ["/404", 404],
    ["/200", 200],
    ["/599", 599],
  ])("%s asks for that status", (rest, status) => {
    expect(chooseReply(base, rest).status).toBe(status);
  });

  test.each(["", "/", "/199", "/600", "/404/", "/x/404", "/0404"])("%s does not", (rest) => {
    expect(chooseReply(base, rest).status).toBe(200);
  });

  test("the body stays, unless the status has none", () => {
    expect(chooseReply(base, "/500").body).toHaveLength(2);
    expect(chooseReply(base, "/204").body).toHaveLength(0);
    expect(chooseReply(base, "/500").headersJson).toContain('":text","hi"');
    expect(chooseReply(base, "/204").headersJson).toBe(JSON.stringify(base.headers));
  });
});

import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** Next answers HEAD with GET. */
const METHODS = ["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"] as const;
type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

const root = path.resolve(import.meta.dirname, "../../app");
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
  (file) => /^(api|healthz|readyz)\/(.*\/)?route\.ts$/.test(file) && !file.includes("[[...rest]]"),
);

describe("a method that a route does not have", () => {
  test.each(files)("is answered with those that it has: %s", async (file) => {
    const handlers = (await import(path.join(root, file))) as Partial<Record<string, Handler>>;
    const others = handlers.OPTIONS;
    const own = METHODS.filter((method) => handlers[method] !== others);
    expect(METHODS.filter((method) => handlers[method] === undefined)).toEqual([]);
    const ask = async (method: string) =>
      others?.(new Request("http://x/", { method }), { params: Promise.resolve({}) }) ?? new Response();
    const told = await ask("OPTIONS");
    const allowed = (told.headers.get("allow") ?? "").split(", ").filter((method) => !/HEAD|OPTIONS/.test(method));
    expect([told.status, allowed.sort()]).toEqual([204, own]);
    const refused = await ask("PUT");
    expect(refused.status).toBe(405);
    expect(refused.headers.get("allow")).toBe(told.headers.get("allow"));
    expect(refused.headers.get("cache-control")).toBe("no-store");
    expect(await refused.json()).toMatchObject({ status: 405, code: "method_not_allowed" });
  });
});

import { afterEach, describe, expect, test } from "vitest";
import type { EgressRequest } from "./client.ts";
import { headLines, OK } from "./raw-receiver.ts";
import { BLOCKED, closeReceivers, egress, listen, redirectTo, request } from "./test-egress.ts";

const get = (url: string, more: Partial<EgressRequest> = {}) => request("GET", url, more);

afterEach(closeReceivers);

describe("following redirects", () => {
  test("to an address that is not allowed ends as a refusal, without a connection", async () => {
    const secret = await listen(OK, "127.0.0.2");
    const locations = [
      `http://127.0.0.2:${secret.port}/`,
      `http://[::ffff:127.0.0.2]:${secret.port}/`,
      `//2130706434:${secret.port}/`,
    ];
    for (const location of locations) {
      const lure = await listen(redirectTo(location, 307));
      const client = egress({ allow: ["127.0.0.1"] });
      expect(await client.send(get(lure.url, { followRedirects: true }))).toMatchObject(BLOCKED);
      expect(lure.connections).toBe(1);
    }
    expect(secret.connections).toBe(0);
  });

  test.each(["file:///etc/passwd", "gopher://x/", "http://u:p@127.0.0.1/", "http://"])(
    "to %s fails",
    async (location) => {
      const lure = await listen(redirectTo(location));
      const result = await egress({ allowLoopback: true }).send(get(lure.url, { followRedirects: true }));
      expect(result).toMatchObject({ kind: "failed", code: "invalid_target", answer: { status: 302 } });
    },
  );

  test("in a circle stops after five", async () => {
    const circle = await listen(redirectTo("/again"));
    const result = await egress({ allowLoopback: true }).send(get(circle.url, { followRedirects: true }));
    expect(result).toMatchObject({ kind: "failed", code: "too_many_redirects" });
    expect(circle.connections).toBe(6);
  });

  test("to another origin loses credentials and custom headers; to the same keeps them", async () => {
    const last = await listen();
    const middle = await listen(redirectTo(`http://localhost:${last.port}/last`, 307));
    const first = await listen((socket, request) => {
      const away = request.includes("GET /a ") || request.includes("POST /a ");
      socket.end(redirectTo(away ? "/b" : `${middle.url}/c`, 308));
    });
    const result = await egress({ allowLoopback: true }).send(
      get(`${first.url}/a`, {
        method: "POST",
        body: Buffer.from("{}"),
        followRedirects: true,
        headers: [
          ["Authorization", "Bearer t"],
          ["Cookie", "a=1"],
          ["X-Hub-Signature", "s"],
          ["Content-Type", "application/json"],
          ["User-Agent", "GitHub"],
        ],
      }),
    );
    expect(result).toMatchObject({
      kind: "answered",
      status: 200,
      url: `http://localhost:${last.port}/last`,
      redirects: [`${first.url}/b`, `${middle.url}/c`, `http://localhost:${last.port}/last`],
    });
    expect(headLines(first.requests[1] ?? Buffer.alloc(0))).toContain("Authorization: Bearer t");
    for (const receiver of [middle, last]) {
      const [line, host, ...rest] = headLines(receiver.requests[0] ?? Buffer.alloc(0));
      expect(line).toMatch(/^POST /);
      expect(host).toMatch(/^host: /);
      expect(rest).toEqual([
        "connection: close",
        "Content-Type: application/json",
        "User-Agent: GitHub",
        "X-Wirebin-Hop: 1",
        "content-length: 2",
      ]);
    }
  });
});

import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NewDelivery } from "#lib/model/delivery.ts";
import { apiOf, createBin } from "../harness/api.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startReceiver } from "../harness/receiver.ts";
import { receiversOfThisFile } from "../harness/receivers.ts";
import { startServer, type TestServer } from "../harness/server.ts";

const examples: { name: string; examples: unknown[] }[] = createRequire(import.meta.url)("@octokit/webhooks-examples");

let server: TestServer;
const receiver = receiversOfThisFile();

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.dispose());

async function resend(bin: { id: string; key: string }, delivery: NewDelivery): Promise<Response> {
  return apiOf(server.url, bin).call("/captures/latest/deliveries", { method: "POST", body: JSON.stringify(delivery) });
}

describe("resend", () => {
  test("a captured GitHub delivery arrives with the bytes it came with, so its signature still verifies", async () => {
    const bin = await createBin(server.url);
    const push = examples.find(({ name }) => name === "push")?.examples[0];
    const body = Buffer.from(JSON.stringify(push, null, 1));
    const signature = `sha256=${createHmac("sha256", "It's a secret").update(body).digest("hex")}`;
    const headers: [string, string][] = [
      ["X-GitHub-Event", "push"],
      ["X-Hub-Signature-256", signature],
      ["X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958"],
      ["Content-Type", "application/json"],
      ["x-odd-CASE", "1"],
      ["X-Odd-Case", "2"],
    ];
    await sendRaw(server.port, message({ target: `/${bin.id}/hook`, headers, body }));
    const target = await receiver();
    const response = await resend(bin, { url: `${target.url}/local?x=%2F` });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      state: "succeeded",
      attempts: [{ number: 1, status: 200, body: { encoding: "utf8", data: "received", truncated: false } }],
    });
    const [got] = target.messages();
    const at = got?.indexOf("\r\n\r\n") ?? 0;
    const head = got?.subarray(0, at).toString("latin1") ?? "";
    expect(head).toMatch(/^POST \/local\?x=%2F HTTP\/1\.1\r\n/);
    expect(head).toContain("\r\nx-odd-CASE: 1\r\nX-Odd-Case: 2\r\n");
    expect(head).not.toContain("bin.test");
    const bytes = got?.subarray(at + 4);
    expect(bytes).toEqual(body);
    const sent = /X-Hub-Signature-256: (\S+)/.exec(head)?.[1];
    expect(sent).toBe(
      `sha256=${createHmac("sha256", "It's a secret")
        .update(bytes ?? "")
        .digest("hex")}`,
    );
  });

  test("can be edited: method, headers and body", async () => {
    const bin = await createBin(server.url);
    await sendRaw(server.port, message({ target: `/${bin.id}`, body: "before" }));
    const target = await receiver();
    await resend(bin, {
      url: target.url,
      method: "PUT",
      headers: [["X-Edited", "yes"]],
      body: { encoding: "base64", data: Buffer.from([0, 255]).toString("base64") },
    });
    const got = target.messages()[0]?.toString("latin1") ?? "";
    expect(got).toMatch(/^PUT \/ HTTP\/1\.1\r\n/);
    expect(got).toContain("X-Edited: yes");
    expect(got).toMatch(/\r\n\r\n\0\xff$/);
  });

  test("an answer that is no success, and a target that is not there, are failed deliveries that say why", async () => {
    const bin = await createBin(server.url);
    await sendRaw(server.port, message({ target: `/${bin.id}` }));
    const target = await receiver(
      "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
    );
    expect(await (await resend(bin, { url: target.url })).json()).toMatchObject({
      state: "failed",
      attempts: [{ status: 302 }],
    });
    expect(target.connections()).toBe(1);
    const gone = await startReceiver();
    await gone.close();
    const failed = await (await resend(bin, { url: gone.url })).json();
    expect(failed).toMatchObject({ state: "failed", attempts: [{ error: { message: expect.any(String) } }] });
    const listed = await (await apiOf(server.url, bin).call("/deliveries?capture=1")).json();
    expect(listed.deliveries).toHaveLength(2);
  });
});

describe("targets that are refused, with one message and no connection", () => {
  test.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:169.254.169.254]/",
    "http://10.0.0.1/",
    "http://192.168.1.1:8080/",
    "http://[fd00::1]/",
    "http://0x0a000001/",
  ])("%s", async (url) => {
    const bin = await createBin(server.url);
    await sendRaw(server.port, message({ target: `/${bin.id}` }));
    const response = await resend(bin, { url });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: "target_not_allowed" });
  });

  test("our own listener, under each of its names", async () => {
    const bin = await createBin(server.url);
    await sendRaw(server.port, message({ target: `/${bin.id}` }));
    for (const host of ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "0.0.0.0"]) {
      const response = await resend(bin, { url: `http://${host}:${server.port}/api/bins` });
      expect(await response.json()).toMatchObject({ status: 422, code: "target_not_allowed" });
    }
    expect((await apiOf(server.url, bin).captures()).total).toBe(1);
  });

  test.each([{ HOST: "0.0.0.0" }, { TRUSTED_PROXIES: "127.0.0.1" }])(
    "loopback, when the server can be reached from other machines: %j",
    async (settings) => {
      const open = await startServer(settings);
      try {
        const bin = await createBin(open.url);
        await sendRaw(open.port, message({ target: `/${bin.id}` }));
        const target = await receiver();
        const response = await apiOf(open.url, bin).call("/captures/1/deliveries", {
          method: "POST",
          body: JSON.stringify({ url: target.url }),
        });
        expect(await response.json()).toMatchObject({ status: 422, code: "target_not_allowed" });
        expect(target.connections()).toBe(0);
      } finally {
        await open.dispose();
      }
    },
  );

  test.each(["ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)", "not a url", "http://"])(
    "%s is no target at all",
    async (url) => {
      const bin = await createBin(server.url);
      await sendRaw(server.port, message({ target: `/${bin.id}` }));
      const problem = await (await resend(bin, { url })).json();
      expect(problem.status).toBe(422);
    },
  );

  test("a header with a line break is refused by field", async () => {
    const bin = await createBin(server.url);
    await sendRaw(server.port, message({ target: `/${bin.id}` }));
    const target = await receiver();
    const problem = await (await resend(bin, { url: target.url, headers: [["X", "a\r\nY: b"]] })).json();
    expect(problem).toMatchObject({ status: 422, code: "invalid_input", errors: [{ path: "headers.0.1" }] });
    expect(target.connections()).toBe(0);
  });
});

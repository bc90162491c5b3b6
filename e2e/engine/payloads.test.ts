import { createHash } from "node:crypto";
import { Agent, request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiOf, createBin } from "../harness/api.ts";
import { deliveriesOf, partsOf } from "../harness/deliveries.ts";
import { github, shopify } from "../harness/provider-payloads.ts";
import { startReceiver } from "../harness/receiver.ts";
import { startServer, type TestServer } from "../harness/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.dispose());

function post(agent: Agent, target: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/json", "Content-Length": body.length };
    const sent = request(
      { agent, host: "127.0.0.1", port: server.port, path: target, method: "POST", headers },
      (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

test.each([
  ["GitHub", github, 300],
  ["Shopify", shopify, 200],
])(
  "every %s payload is kept, and delivered, byte for byte",
  async (_provider, payloads, atLeast) => {
    const bodies = payloads();
    expect(bodies.length).toBeGreaterThan(atLeast);
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const statuses = await Promise.all(bodies.map((body, index) => post(agent, `/${bin.id}/p/${index}`, body)));
    agent.destroy();
    expect(new Set(statuses)).toEqual(new Set([200]));
    for (let seq = 1; seq <= bodies.length; seq += 1) {
      const capture = await api.capture(seq);
      const sent = bodies[Number(capture.path.split("/")[3])];
      expect(capture.body.sha256).toBe(
        createHash("sha256")
          .update(sent ?? "")
          .digest("hex"),
      );
    }
    const got = await startReceiver();
    try {
      const { startReplay, untilDone } = deliveriesOf(server.url, bin);
      const { id } = await startReplay({ range: { from: 1, to: bodies.length }, url: got.url });
      expect(await untilDone(id, 120_000)).toMatchObject({ succeeded: bodies.length });
      for (const [index, message] of got.messages().entries()) {
        const sent = bodies[Number((await api.capture(index + 1)).path.split("/")[3])] ?? Buffer.alloc(0);
        expect(partsOf(message).body.equals(sent)).toBe(true);
      }
    } finally {
      await got.close();
    }
  },
  180_000,
);

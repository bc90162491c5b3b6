import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PRESETS } from "#lib/model/presets.ts";
import type { SenderEvent } from "#lib/model/sender-event.ts";
import type { SenderEventPage } from "#lib/model/sender-event-query.ts";
import { type Api, apiOf, createBin } from "../harness/api.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { replying, setRules } from "../harness/rules.ts";
import { startServer, type TestServer } from "../harness/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.dispose());

const page = async (api: Api, query = "") =>
  (await (await api.call(`/events${query && `?${query}`}`)).json()) as SenderEventPage;
const same = async (api: Api, seq: number) => (await (await api.call(`/captures/${seq}/same`)).json()) as SenderEvent;
const seqs = (event: SenderEvent | undefined) => event?.attempts.map(({ seq }) => seq);

async function newBin() {
  const bin = await createBin(server.url);
  const api = apiOf(server.url, bin);
  const send = (body: string, headers: [string, string][] = [], rest = "/hook") =>
    sendRaw(server.port, message({ target: `/${bin.id}${rest}`, headers, body }));
  return { id: bin.id, api, send };
}

test("a sender that tries again as it is told: its attempts, gaps and good manners", async () => {
  const { id, api } = await newBin();
  await setRules(
    api,
    PRESETS.find((preset) => preset.id === "fail-twice-each")?.rules({ header: "X-GitHub-Delivery" }) ?? [],
  );
  for (let status = 0; status !== 200; ) {
    const answer = await fetch(`${server.url}/${id}`, { method: "POST", headers: { "X-GitHub-Delivery": "72d3162e" } });
    status = answer.status;
    await sleep(Number(answer.headers.get("retry-after") ?? 0) * 1000);
  }
  const [event] = (await page(api)).events;
  expect(event).toMatchObject({
    same: { kind: "header", name: "X-GitHub-Delivery", value: "72d3162e" },
    sender: { name: "GitHub", limitMs: 10_000 },
    backOff: { shape: "fixed" },
    keptRetryAfter: true,
    succeeded: true,
  });
  expect(event?.attempts.map(({ status, retryAfterMs }) => [status, retryAfterMs])).toEqual([
    [503, 1000],
    [503, 1000],
    [200, null],
  ]);
});

test("a slow reply and one cut short are told with the attempt", async () => {
  const { api, send } = await newBin();
  await setRules(api, [
    { conditions: [{ field: "path", operator: "equals", value: "/slow" }], action: replying("", { delayMs: 200 }) },
    { action: { kind: "fault", fault: { kind: "cut", afterBytes: 1 } } },
  ]);
  await send("a", [["X-Slack-Signature", "v0=1"]], "/slow");
  await send("a", [["X-Slack-Signature", "v0=1"]], "/cut");
  const [cut, slow] = (await page(api)).events;
  expect(slow?.attempts).toMatchObject([{ replyMs: 200, isOverLimit: false, fault: null }]);
  expect(cut?.attempts).toMatchObject([{ replyMs: 0, fault: "cut" }]);
});

test("events are told apart by ids in headers, ids in bodies, or bytes", async () => {
  const { api, send } = await newBin();
  const stripe: [string, string][] = [["Stripe-Signature", "t=1,v1=x"]];
  await send('{"id":"evt_1","pending_webhooks":2}', stripe);
  await send('{"id":"evt_2","pending_webhooks":2}', stripe);
  await send('{"id":"evt_1","pending_webhooks":1}', stripe);
  await send("same bytes");
  await send("other byte");
  await send("same bytes");
  await send("x", [["webhook-id", 'a"b\\c']]);
  await send("y", [["webhook-id", 'a"b\\c']]);
  const { events } = await page(api);
  expect(events.map(seqs)).toEqual([[7, 8], [4, 6], [5], [1, 3], [2]]);
  expect(seqs(await same(api, 3))).toEqual([1, 3]);
  expect(seqs(await same(api, 4))).toEqual([4, 6]);
  expect(seqs(await same(api, 7))).toEqual([7, 8]);
  expect(seqs(await same(api, 2))).toEqual([2]);
});

test("pages look at so many captures, and the next begins below", async () => {
  const { api, send } = await newBin();
  for (let i = 0; i < 5; i += 1) await send(`${i}`);
  const first = await page(api, "limit=2");
  expect(first.events.map(seqs)).toEqual([[5], [4]]);
  const second = await page(api, first.next ?? "");
  expect(second.events.map(seqs)).toEqual([[3], [2]]);
  expect((await page(api, second.next ?? "")).next).toBeNull();
  expect((await api.call("/events?limit=501")).status).toBe(422);
  expect((await api.call("/captures/99/same")).status).toBe(404);
});

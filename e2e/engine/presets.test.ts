import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { confirmationLink } from "#lib/model/confirmation-link.ts";
import { PRESETS } from "#lib/model/presets.ts";
import { type Api, apiOf, createBin } from "../harness/api.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { setRules } from "../harness/rules.ts";
import { startServer, type TestServer } from "../harness/server.ts";
import { partsOf } from "../harness/wire.ts";

/** Each provider's handshake, written from its documentation, against the preset that answers it. */

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.dispose());

type Asked = { method?: string; rest?: string; headers?: [string, string][]; body?: unknown };

async function use(id: string, values: Record<string, string> = {}) {
  const preset = PRESETS.find((one) => one.id === id);
  if (!preset) throw new Error(`no preset ${id}`);
  const bin = await createBin(server.url);
  const api = apiOf(server.url, bin);
  const { warnings } = await setRules(api, preset.rules(values));
  expect(warnings).toEqual([]);
  const ask = async ({ method = "POST", rest = "", headers = [], body }: Asked) => {
    const text = body === undefined ? "" : JSON.stringify(body);
    const typed: [string, string][] = body === undefined ? [] : [["Content-Type", "application/json"]];
    const all = [...headers, ...typed];
    return partsOf(
      await sendRaw(server.port, message({ method, target: `/${bin.id}${rest}`, headers: all, body: text })),
    );
  };
  return { ask, api };
}

const TEXT = /^Content-Type: text\/plain/im;
const JSON_TYPE = /^Content-Type: application\/json/im;

async function isKept(api: Api, total: number): Promise<void> {
  const page = await api.captures();
  expect(page.total).toBe(total);
}

describe("handshakes", () => {
  test("Slack gets its challenge back as text, and its events the bin's own reply", async () => {
    const { ask, api } = await use("slack");
    const challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P";
    const answer = await ask({ body: { token: "Jhj5dZrVaK7ZwHHjRyZWjbDl", challenge, type: "url_verification" } });
    expect(answer).toMatchObject({ status: 200, body: challenge });
    expect(answer.head).toMatch(TEXT);
    expect(await ask({ body: { type: "event_callback", event_id: "Ev1" } })).toMatchObject({ status: 200, body: "" });
    await isKept(api, 2);
  });

  test("Meta gets hub.challenge for the right token and 403 for another", async () => {
    const { ask } = await use("meta", { token: "meaty hamster+1" });
    const rest = (token: string) =>
      `?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${encodeURIComponent(token)}`;
    expect(await ask({ method: "GET", rest: rest("meaty hamster+1") })).toMatchObject({
      status: 200,
      body: "1158201444",
    });
    expect(await ask({ method: "GET", rest: rest("guess") })).toMatchObject({ status: 403, body: "" });
  });

  test("Microsoft Graph gets its token back decoded, and 202 for notifications", async () => {
    const { ask } = await use("microsoft-graph");
    const token = "Validation: Testing client application reachability for subscription Request-Id: 22ab";
    const answer = await ask({
      rest: `?validationToken=${encodeURIComponent(token).replaceAll("%20", "+")}`,
      headers: [["Content-Type", "text/plain; charset=utf-8"]],
    });
    expect(answer).toMatchObject({ status: 200, body: token });
    expect(answer.head).toMatch(TEXT);
    const notification = { value: [{ subscriptionId: "7f105c7d", changeType: "created" }] };
    expect((await ask({ body: notification })).status).toBe(202);
  });

  test("Azure Event Grid gets its validation code back", async () => {
    const { ask } = await use("azure-event-grid");
    const validationCode = "512d38b6-c7b8-40c8-89fe-f46f9e9622b6";
    const answer = await ask({
      headers: [["aeg-event-type", "SubscriptionValidation"]],
      body: [{ eventType: "Microsoft.EventGrid.SubscriptionValidationEvent", data: { validationCode } }],
    });
    expect(JSON.parse(answer.body)).toEqual({ validationResponse: validationCode });
  });

  test("Zoom gets its token back with the HMAC of it, whatever the secret holds", async () => {
    for (const secret of ["zoom-secret", 'a"b\\c }} d']) {
      const { ask } = await use("zoom", { secret });
      const plainToken = "qgg8vlvZRS6UYooatFL8Aw";
      const answer = await ask({
        body: { payload: { plainToken }, event_ts: 1654503849680, event: "endpoint.url_validation" },
      });
      expect(answer.status).toBe(200);
      expect(answer.head).toMatch(JSON_TYPE);
      const encryptedToken = createHmac("sha256", secret).update(plainToken).digest("hex");
      expect(JSON.parse(answer.body)).toEqual({ plainToken, encryptedToken });
    }
  });

  test("Okta gets its challenge back as verification", async () => {
    const { ask } = await use("okta");
    const challenge = "Me_rShK8JHsTnbyYrWXCEoMGbM_zsZ6k0hLPZ_Pg";
    const answer = await ask({ method: "GET", headers: [["X-Okta-Verification-Challenge", challenge]] });
    expect(answer.head).toMatch(JSON_TYPE);
    expect(JSON.parse(answer.body)).toEqual({ verification: challenge });
  });

  test("Dropbox gets its challenge back as text that no browser runs", async () => {
    const { ask } = await use("dropbox");
    const answer = await ask({ method: "GET", rest: "?challenge=%3Cscript%3Eabc" });
    expect(answer).toMatchObject({ status: 200, body: "<script>abc" });
    expect(answer.head).toMatch(TEXT);
    expect(answer.head).toContain("X-Content-Type-Options: nosniff");
  });

  test("Twitch gets its challenge back with its length", async () => {
    const { ask } = await use("twitch");
    const challenge = "pogchamp-kappa-360noscope-vohiyo";
    const answer = await ask({
      headers: [["Twitch-Eventsub-Message-Type", "webhook_callback_verification"]],
      body: { challenge, subscription: { id: "f1c2a387" } },
    });
    expect(answer).toMatchObject({ status: 200, body: challenge });
    expect(answer.head).toContain(`Content-Length: ${challenge.length}`);
    const event = await ask({ headers: [["Twitch-Eventsub-Message-Type", "notification"]], body: { challenge: "no" } });
    expect(event.body).toBe("");
  });

  test("X gets the HMAC of its token", async () => {
    const { ask } = await use("x", { secret: "consumer" });
    const answer = await ask({ method: "GET", rest: "?crc_token=abc%3D%3D&nonce=n" });
    const digest = createHmac("sha256", "consumer").update("abc==").digest("base64");
    expect(JSON.parse(answer.body)).toEqual({ response_token: `sha256=${digest}` });
  });

  test("Discord gets type 1 for its PING", async () => {
    const { ask } = await use("discord");
    const headers: [string, string][] = [
      ["X-Signature-Ed25519", "00"],
      ["X-Signature-Timestamp", "1"],
    ];
    expect(JSON.parse((await ask({ headers, body: { type: 1 } })).body)).toEqual({ type: 1 });
    expect((await ask({ headers, body: { type: 2 } })).body).toBe("");
  });

  test("Amazon SNS gets 200, and its link can be opened from the capture", async () => {
    const { ask, api } = await use("aws-sns");
    const SubscribeURL = "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37fb687f";
    const answer = await ask({
      headers: [["x-amz-sns-message-type", "SubscriptionConfirmation"]],
      body: { Type: "SubscriptionConfirmation", SubscribeURL },
    });
    expect(answer.status).toBe(200);
    const capture = await api.capture("latest");
    expect(confirmationLink(capture.headers, capture.body.data)).toBe(SubscribeURL);
  });

  test("CloudEvents senders get their origin and rate allowed", async () => {
    const { ask } = await use("cloudevents");
    const origin: [string, string] = ["WebHook-Request-Origin", "eventemitter.example.com"];
    const asked = await ask({ method: "OPTIONS", headers: [origin, ["WebHook-Request-Rate", "120"]] });
    expect(asked.status).toBe(200);
    expect(asked.head).toMatch(/^Allow: POST$/m);
    expect(asked.head).toMatch(/^WebHook-Allowed-Origin: eventemitter\.example\.com$/m);
    expect(asked.head).toMatch(/^WebHook-Allowed-Rate: 120$/m);
    expect((await ask({ method: "OPTIONS", headers: [origin] })).head).toMatch(/^WebHook-Allowed-Rate: \*$/m);
  });

  test("Asana gets its secret back in the same header", async () => {
    const { ask } = await use("asana");
    const secret = "b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81";
    const answer = await ask({ headers: [["X-Hook-Secret", secret]] });
    expect(answer.status).toBe(200);
    expect(answer.head).toContain(`X-Hook-Secret: ${secret}`);
  });

  test("Trello gets 200 for HEAD", async () => {
    const { ask, api } = await use("trello");
    expect(await ask({ method: "HEAD" })).toMatchObject({ status: 200, body: "" });
    expect((await api.capture("latest")).method).toBe("HEAD");
  });
});

describe("browsers", () => {
  const preflight = (origin: string): Asked => ({
    method: "OPTIONS",
    headers: [
      ["Origin", origin],
      ["Access-Control-Request-Method", "PATCH"],
      ["Access-Control-Request-Headers", "content-type,x-mine"],
    ],
  });

  test("any origin is let in without credentials, and preflights are kept", async () => {
    const { ask, api } = await use("cors-permissive");
    const allowed = await ask(preflight("https://a.example"));
    expect(allowed.status).toBe(204);
    expect(allowed.head).toMatch(/^Access-Control-Allow-Origin: \*$/m);
    expect(allowed.head).toMatch(/^Access-Control-Allow-Methods: PATCH$/m);
    expect(allowed.head).toMatch(/^Access-Control-Allow-Headers: content-type,x-mine$/m);
    expect(allowed.head).not.toMatch(/credentials/i);
    const called = await ask({ method: "PATCH", headers: [["Origin", "https://a.example"]], body: {} });
    expect(called.head).toMatch(/^Access-Control-Allow-Origin: \*$/m);
    await isKept(api, 2);
  });

  test("one origin is let in and no other", async () => {
    const { ask } = await use("cors-exact", { origin: "https://app.example" });
    expect((await ask(preflight("https://app.example"))).head).toMatch(
      /^Access-Control-Allow-Origin: https:\/\/app\.example$/m,
    );
    for (const origin of ["https://evil.example", "https://app.example.evil", "null"]) {
      expect((await ask(preflight(origin))).head).not.toMatch(/access-control-allow/i);
    }
  });
});

describe("retries", () => {
  test("fail twice, then succeed, for each path", async () => {
    const { ask } = await use("fail-twice");
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await ask({ rest: "/a" })).status);
    statuses.push((await ask({ rest: "/b" })).status);
    expect(statuses).toEqual([503, 503, 200, 200, 503]);
  });

  test("fail twice for each delivery", async () => {
    const { ask } = await use("fail-twice-each", { header: "X-GitHub-Delivery" });
    const ids = ["1", "2", "1", "1", "2", "2"];
    const statuses: number[] = [];
    for (const id of ids) statuses.push((await ask({ headers: [["X-GitHub-Delivery", id]] })).status);
    expect(statuses).toEqual([503, 503, 503, 200, 503, 200]);
  });
});

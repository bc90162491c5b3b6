import { answering, header, headerIs, jsonIs, literal, method, type Preset, query } from "./preset.ts";

/** The handshakes that providers ask before they send events, each as its documentation describes it. */

const JSON_TYPE = "application/json";

export const HANDSHAKES: readonly Preset[] = [
  {
    id: "slack",
    name: "Slack",
    group: "Handshakes",
    says: "Slack posts url_verification with a challenge; the challenge goes back as text.",
    docs: "https://docs.slack.dev/reference/events/url_verification",
    inputs: [],
    rules: () => [
      answering("Slack url_verification", [method("POST"), jsonIs("type", "url_verification")], {
        body: "{{json.challenge}}",
      }),
    ],
  },
  {
    id: "meta",
    name: "Meta (Facebook, Instagram, WhatsApp)",
    group: "Handshakes",
    says: "Meta gets the address with hub.challenge and your verify token; the challenge goes back, or 403 when the token is another.",
    docs: "https://developers.facebook.com/docs/graph-api/webhooks/getting-started",
    inputs: [{ name: "token", label: "Verify token", isSecret: true, example: "as typed into the app's dashboard" }],
    rules: ({ token = "" }) => [
      answering(
        "Meta hub.challenge",
        [
          method("GET"),
          { field: "query", name: "hub.mode", operator: "equals", value: "subscribe" },
          { field: "query", name: "hub.verify_token", operator: "equals", value: token },
        ],
        { body: "{{query.hub.challenge}}" },
      ),
      answering("Meta, wrong verify token", [method("GET"), query("hub.challenge")], { status: 403 }),
    ],
  },
  {
    id: "microsoft-graph",
    name: "Microsoft Graph",
    group: "Handshakes",
    says: "Graph posts with ?validationToken=; the decoded token goes back as text within 10 seconds. Notifications get 202.",
    docs: "https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks",
    inputs: [],
    rules: () => [
      answering("Graph validationToken", [query("validationToken")], {
        type: "text/plain",
        body: "{{query.validationToken}}",
      }),
      answering(
        "Graph notifications",
        [method("POST"), { field: "json", path: "value[0].subscriptionId", operator: "exists" }],
        {
          status: 202,
        },
      ),
    ],
  },
  {
    id: "azure-event-grid",
    name: "Azure Event Grid",
    group: "Handshakes",
    says: "Event Grid posts a SubscriptionValidationEvent; its code goes back as validationResponse.",
    docs: "https://learn.microsoft.com/en-us/azure/event-grid/end-point-validation-event-grid-events-schema",
    inputs: [],
    rules: () => [
      answering("Event Grid validation", [headerIs("aeg-event-type", "SubscriptionValidation")], {
        type: JSON_TYPE,
        body: '{"validationResponse":{{json[0].data.validationCode | json}}}',
      }),
    ],
  },
  {
    id: "zoom",
    name: "Zoom",
    group: "Handshakes",
    says: "Zoom posts endpoint.url_validation with a plain token; it goes back with its HMAC under your secret token.",
    docs: "https://developers.zoom.us/docs/api/webhooks/#validate-your-webhook-endpoint",
    inputs: [{ name: "secret", label: "Secret token", isSecret: true, example: "from the app's Feature page" }],
    rules: ({ secret = "" }) => [
      answering("Zoom endpoint.url_validation", [method("POST"), jsonIs("event", "endpoint.url_validation")], {
        type: JSON_TYPE,
        body: `{"plainToken":{{json.payload.plainToken | json}},"encryptedToken":"{{json.payload.plainToken | hmac sha256 ${literal(secret)}}}"}`,
      }),
    ],
  },
  {
    id: "okta",
    name: "Okta",
    group: "Handshakes",
    says: "Okta gets the address with X-Okta-Verification-Challenge; its value goes back as verification.",
    docs: "https://developer.okta.com/docs/concepts/event-hooks/#one-time-verification-request",
    inputs: [],
    rules: () => [
      answering("Okta verification", [method("GET"), header("X-Okta-Verification-Challenge")], {
        type: JSON_TYPE,
        body: '{"verification":{{headers.x-okta-verification-challenge | json}}}',
      }),
    ],
  },
  {
    id: "dropbox",
    name: "Dropbox",
    group: "Handshakes",
    says: "Dropbox gets the address with ?challenge=; it goes back as text.",
    docs: "https://www.dropbox.com/developers/reference/webhooks#verification",
    inputs: [],
    rules: () => [
      answering("Dropbox challenge", [method("GET"), query("challenge")], {
        type: "text/plain",
        body: "{{query.challenge}}",
      }),
    ],
  },
  {
    id: "twitch",
    name: "Twitch EventSub",
    group: "Handshakes",
    says: "Twitch posts webhook_callback_verification with a challenge; it goes back as text.",
    docs: "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/#responding-to-a-challenge-request",
    inputs: [],
    rules: () => [
      answering(
        "Twitch challenge",
        [method("POST"), headerIs("Twitch-Eventsub-Message-Type", "webhook_callback_verification")],
        { type: "text/plain", body: "{{json.challenge}}" },
      ),
    ],
  },
  {
    id: "x",
    name: "X (Twitter)",
    group: "Handshakes",
    says: "X gets the address with crc_token every hour; its HMAC under your consumer secret goes back as response_token.",
    docs: "https://docs.x.com/x-api/webhooks/quickstart",
    inputs: [{ name: "secret", label: "Consumer secret", isSecret: true, example: "the app's API key secret" }],
    rules: ({ secret = "" }) => [
      answering("X challenge-response check", [method("GET"), query("crc_token")], {
        type: JSON_TYPE,
        body: `{"response_token":"sha256={{query.crc_token | hmac sha256 ${literal(secret)} base64}}"}`,
      }),
    ],
  },
  {
    id: "discord",
    name: "Discord",
    group: "Handshakes",
    says: "Discord posts a PING; type 1 goes back. A bin does not check signatures, so Discord's own test with a wrong one still fails.",
    docs: "https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint",
    inputs: [],
    rules: () => [
      answering("Discord PING", [method("POST"), header("X-Signature-Ed25519"), jsonIs("type", 1)], {
        type: JSON_TYPE,
        body: '{"type":1}',
      }),
    ],
  },
  {
    id: "aws-sns",
    name: "Amazon SNS",
    group: "Handshakes",
    says: "SNS posts SubscriptionConfirmation with a link; open it from the capture to confirm.",
    docs: "https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html",
    inputs: [],
    rules: () => [
      answering(
        "SNS confirmation",
        [method("POST"), headerIs("x-amz-sns-message-type", "SubscriptionConfirmation")],
        {},
      ),
    ],
  },
  {
    id: "cloudevents",
    name: "CloudEvents (abuse protection)",
    group: "Handshakes",
    says: "The sender asks with OPTIONS and WebHook-Request-Origin; that origin and the rate it asks for are allowed.",
    docs: "https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md#4-abuse-protection",
    inputs: [],
    rules: () => [
      answering("CloudEvents permission", [method("OPTIONS"), header("WebHook-Request-Origin")], {
        type: null,
        headers: [
          ["Allow", "POST"],
          ["WebHook-Allowed-Origin", "{{headers.webhook-request-origin}}"],
          ["WebHook-Allowed-Rate", '{{headers.webhook-request-rate | default "*"}}'],
        ],
      }),
    ],
  },
  {
    id: "asana",
    name: "Asana",
    group: "Handshakes",
    says: "Asana posts X-Hook-Secret; the same header goes back.",
    docs: "https://developers.asana.com/docs/webhooks-guide#the-webhook-handshake",
    inputs: [],
    rules: () => [
      answering("Asana X-Hook-Secret", [method("POST"), header("X-Hook-Secret")], {
        headers: [["X-Hook-Secret", "{{headers.x-hook-secret}}"]],
      }),
    ],
  },
  {
    id: "trello",
    name: "Trello",
    group: "Handshakes",
    says: "Trello sends HEAD to see that the address answers; 200 goes back.",
    docs: "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/",
    inputs: [],
    rules: () => [answering("Trello HEAD", [method("HEAD")], {})],
  },
];

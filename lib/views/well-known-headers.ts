/** What a header means, in one sentence, and where that is written down. */
export type HeaderNote = { text: string; source: string; url: string };

type Entry = readonly [names: string, text: string, source: string, url: string];

const rfc = (number: number, section?: string): readonly [string, string] => [
  section ? `RFC ${number}, section ${section}` : `RFC ${number}`,
  `https://www.rfc-editor.org/rfc/rfc${number}${section ? `#section-${section}` : ""}`,
];
const GITHUB = [
  "GitHub Docs",
  "https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers",
] as const;
const STRIPE = ["Stripe Docs", "https://docs.stripe.com/webhooks/signature"] as const;
const SHOPIFY = ["Shopify Docs", "https://shopify.dev/docs/apps/build/webhooks/subscribe/https"] as const;
const SLACK = ["Slack Docs", "https://docs.slack.dev/authentication/verifying-requests-from-slack"] as const;
const STANDARD = ["Standard Webhooks", "https://www.standardwebhooks.com/"] as const;
const FETCH = ["W3C Fetch Metadata", "https://www.w3.org/TR/fetch-metadata/"] as const;
const TRACE = ["W3C Trace Context", "https://www.w3.org/TR/trace-context/"] as const;
const HINTS = ["UA Client Hints", "https://wicg.github.io/ua-client-hints/"] as const;
const CORS = ["Fetch Standard", "https://fetch.spec.whatwg.org/#http-cors-protocol"] as const;
const CLOUDFLARE = [
  "Cloudflare Docs",
  "https://developers.cloudflare.com/fundamentals/reference/http-headers/",
] as const;
const GITLAB = ["GitLab Docs", "https://docs.gitlab.com/user/project/integrations/webhooks/"] as const;
const EVENTS = [
  "CloudEvents HTTP binding",
  "https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md",
] as const;
const MDN = (name: string): readonly [string, string] => [
  "MDN",
  `https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/${name}`,
];

const ENTRIES: readonly Entry[] = [
  ["host", "The host and port the sender meant to reach.", ...rfc(9110, "7.2")],
  ["content-type", "What kind of data the body is, and for text its charset.", ...rfc(9110, "8.3")],
  ["content-length", "How many bytes the body has.", ...rfc(9110, "8.6")],
  ["content-encoding", "How the body was compressed, in the order it was done.", ...rfc(9110, "8.4")],
  ["content-language", "The language the body is written in.", ...rfc(9110, "8.5")],
  ["content-location", "The address of exactly this content.", ...rfc(9110, "8.7")],
  ["content-range", "Which part of a larger whole the body is.", ...rfc(9110, "14.4")],
  ["content-disposition", "Whether the body is shown or saved, and under which name.", ...rfc(6266)],
  ["content-digest repr-digest", "A checksum of the content, to notice damage on the way.", ...rfc(9530)],
  ["digest", "A checksum of the body; replaced by Content-Digest.", ...rfc(3230)],
  ["content-md5", "An MD5 checksum of the body; no longer a standard.", ...rfc(1864)],
  [
    "transfer-encoding",
    "How the body was cut up for this one connection; chunked when its length was not known.",
    ...rfc(9112, "6.1"),
  ],
  ["trailer", "Names headers that follow after the body.", ...rfc(9110, "6.6.2")],
  ["te", "Which transfer encodings, and whether trailers, the sender accepts.", ...rfc(9110, "10.1.4")],
  [
    "connection",
    "What concerns this one connection only: whether it stays open, and which headers end here.",
    ...rfc(9110, "7.6.1"),
  ],
  ["keep-alive", "How long the sender would keep the connection open.", ...rfc(9112, "9.3")],
  ["upgrade", "Another protocol the sender would like to speak on this connection.", ...rfc(9110, "7.8")],
  ["expect", "With 100-continue, the sender waits for leave before it sends the body.", ...rfc(9110, "10.1.1")],
  ["date", "When the message was made, by the sender's clock.", ...rfc(9110, "6.6.1")],
  ["via", "The proxies the message came through.", ...rfc(9110, "7.6.3")],
  ["max-forwards", "How many more proxies may pass a TRACE or OPTIONS on.", ...rfc(9110, "7.6.2")],
  ["accept", "The kinds of data the sender would like back.", ...rfc(9110, "12.5.1")],
  ["accept-charset", "Charsets the sender would like; browsers no longer send it.", ...rfc(9110, "12.5.2")],
  ["accept-encoding", "The compressions the sender can undo.", ...rfc(9110, "12.5.3")],
  ["accept-language", "The languages the sender would like, the best first.", ...rfc(9110, "12.5.4")],
  ["user-agent", "The program that sent the message, by its own account.", ...rfc(9110, "10.1.5")],
  ["referer", "The page the sender came from.", ...rfc(9110, "10.1.3")],
  ["from", "An e-mail address of the person behind the sender.", ...rfc(9110, "10.1.2")],
  ["authorization", "Proves who the sender is to this server: a password, token or signature.", ...rfc(9110, "11.6.2")],
  ["proxy-authorization", "Proves who the sender is to a proxy.", ...rfc(9110, "11.7.2")],
  ["cookie", "What this server asked the browser to send back every time.", ...rfc(6265, "5.4")],
  ["if-match", "Act only if the resource still has this ETag.", ...rfc(9110, "13.1.1")],
  ["if-none-match", "Answer only if the resource's ETag is another one.", ...rfc(9110, "13.1.2")],
  ["if-modified-since", "Answer only if the resource changed after this time.", ...rfc(9110, "13.1.3")],
  ["if-unmodified-since", "Act only if the resource has not changed since this time.", ...rfc(9110, "13.1.4")],
  ["if-range", "Send the missing part if nothing changed, else the whole.", ...rfc(9110, "13.1.5")],
  ["range", "Asks for a part of the content.", ...rfc(9110, "14.2")],
  ["cache-control", "What caches on the way may do with the message.", ...rfc(9111, "5.2")],
  ["pragma", "With no-cache, the old way to pass by caches.", ...rfc(9111, "5.4")],
  ["priority", "How urgent the sender thinks the answer is.", ...rfc(9218)],
  ["prefer", "Wishes about how the request is handled, which the server may ignore.", ...rfc(7240)],
  [
    "idempotency-key",
    "The same for every retry of one action, so that it is done once.",
    "IETF draft",
    "https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/",
  ],
  ["forwarded", "What proxies say of the original sender, host and protocol.", ...rfc(7239)],
  [
    "x-forwarded-for",
    "The addresses the message came through, as each proxy claims; anybody can write it.",
    ...MDN("X-Forwarded-For"),
  ],
  ["x-forwarded-host", "The host the sender asked for, as a proxy claims.", ...MDN("X-Forwarded-Host")],
  ["x-forwarded-proto", "Whether the sender used http or https, as a proxy claims.", ...MDN("X-Forwarded-Proto")],
  [
    "x-forwarded-port x-forwarded-server x-real-ip",
    "What a proxy says of the original connection; anybody can write it.",
    ...MDN("X-Forwarded-For"),
  ],
  ["origin", "The site whose page made the browser send this.", ...rfc(6454, "7")],
  ["access-control-request-method", "In a preflight: the method the page wants to use.", ...CORS],
  ["access-control-request-headers", "In a preflight: the headers the page wants to send.", ...CORS],
  [
    "access-control-request-private-network",
    "In a preflight: the target is on a more private network than the page.",
    ...CORS,
  ],
  [
    "sec-fetch-site",
    "How near the page that asked is to this server: same-origin, same-site, cross-site or none.",
    ...FETCH,
  ],
  ["sec-fetch-mode", "How the browser asks: navigate, cors, no-cors, websocket.", ...FETCH],
  ["sec-fetch-dest", "What the browser wants the answer for: document, image, script, empty.", ...FETCH],
  ["sec-fetch-user", "A person's action started this navigation.", ...FETCH],
  [
    "sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform",
    "The browser and system, in place of parts of User-Agent.",
    ...HINTS,
  ],
  ["sec-gpc dnt", "The person does not want to be tracked.", ...MDN("Sec-GPC")],
  ["upgrade-insecure-requests", "The browser would rather have https.", ...MDN("Upgrade-Insecure-Requests")],
  [
    "x-requested-with",
    "Set by scripts, by custom, to tell a script's request from a page's.",
    ...MDN("X-Requested-With"),
  ],
  [
    "sec-websocket-key sec-websocket-version sec-websocket-protocol sec-websocket-extensions",
    "Part of opening a WebSocket.",
    ...rfc(6455, "11.3"),
  ],
  ["traceparent", "The trace and span this message belongs to.", ...TRACE],
  ["tracestate", "What each tracing system adds to traceparent.", ...TRACE],
  ["baggage", "Values carried along a trace.", "W3C Baggage", "https://www.w3.org/TR/baggage/"],
  ["signature signature-input", "A signature over parts of the message, and which parts.", ...rfc(9421)],
  [
    "x-request-id x-correlation-id",
    "A name for this message, to find it in logs; given by the sender or a proxy.",
    "Convention",
    "https://http.dev/x-request-id",
  ],
  ["webhook-id", "Names the event; the same when it is sent again.", ...STANDARD],
  ["webhook-timestamp", "When this attempt was sent, in seconds since 1970; part of what is signed.", ...STANDARD],
  [
    "webhook-signature",
    'HMAC-SHA256 of id.timestamp.body, base64 after "v1,"; several during a key change.',
    ...STANDARD,
  ],
  [
    "svix-id svix-timestamp svix-signature",
    "Svix's names for the Standard Webhooks headers.",
    "Svix Docs",
    "https://docs.svix.com/receiving/verifying-payloads/how-manual",
  ],
  ["x-github-event", "Which event this is, such as push or pull_request.", ...GITHUB],
  ["x-github-delivery", "Names this delivery; the same when it is sent again.", ...GITHUB],
  ["x-github-hook-id", "The webhook that sent this.", ...GITHUB],
  [
    "x-github-hook-installation-target-id x-github-hook-installation-target-type",
    "Where the webhook is set up: a repository, organisation or app.",
    ...GITHUB,
  ],
  ["x-hub-signature-256", 'HMAC-SHA256 of the body with the webhook\'s secret, in hex after "sha256=".', ...GITHUB],
  ["x-hub-signature", "HMAC-SHA1 of the body; kept for old receivers, use X-Hub-Signature-256.", ...GITHUB],
  [
    "x-gitlab-event x-gitlab-event-uuid x-gitlab-webhook-uuid x-gitlab-instance",
    "Which GitLab event, webhook and instance sent this.",
    ...GITLAB,
  ],
  ["x-gitlab-token", "The secret set on the webhook, in the clear: compare it.", ...GITLAB],
  [
    "stripe-signature",
    "Holds the time t and v1, the HMAC-SHA256 of t.body with the endpoint's secret; Stripe's libraries allow five minutes.",
    ...STRIPE,
  ],
  ["x-shopify-topic", "Which event this is, such as orders/create.", ...SHOPIFY],
  ["x-shopify-hmac-sha256", "HMAC-SHA256 of the body with the app's secret, in base64.", ...SHOPIFY],
  ["x-shopify-shop-domain", "The shop the event happened in.", ...SHOPIFY],
  ["x-shopify-api-version", "The API version the body is written in.", ...SHOPIFY],
  [
    "x-shopify-webhook-id x-shopify-event-id x-shopify-triggered-at",
    "Names the delivery and the event behind it, and when that happened.",
    ...SHOPIFY,
  ],
  ["x-slack-signature", 'HMAC-SHA256 of v0:timestamp:body with the signing secret, in hex after "v0=".', ...SLACK],
  ["x-slack-request-timestamp", "When Slack sent this, in seconds since 1970; part of what is signed.", ...SLACK],
  [
    "x-slack-retry-num x-slack-retry-reason",
    "Which retry this is, and why the last attempt failed.",
    "Slack Docs",
    "https://docs.slack.dev/apis/events-api/#retries",
  ],
  [
    "x-twilio-signature",
    "HMAC-SHA1 of the URL and the sorted form fields with the auth token, in base64.",
    "Twilio Docs",
    "https://www.twilio.com/docs/usage/security#validating-requests",
  ],
  [
    "x-twilio-email-event-webhook-signature x-twilio-email-event-webhook-timestamp",
    "SendGrid's ECDSA signature over timestamp and body.",
    "SendGrid Docs",
    "https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features",
  ],
  [
    "paypal-transmission-id paypal-transmission-sig paypal-transmission-time paypal-cert-url paypal-auth-algo",
    "What PayPal signs a webhook with.",
    "PayPal Docs",
    "https://developer.paypal.com/api/rest/webhooks/rest/",
  ],
  [
    "x-signature-ed25519 x-signature-timestamp",
    "Discord's Ed25519 signature over timestamp and body.",
    "Discord Docs",
    "https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers",
  ],
  [
    "x-amz-sns-message-type x-amz-sns-message-id x-amz-sns-topic-arn x-amz-sns-subscription-arn",
    "What Amazon SNS sent: a notification, or a subscription to confirm.",
    "AWS Docs",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html",
  ],
  [
    "x-goog-channel-id x-goog-resource-id x-goog-resource-state x-goog-message-number x-goog-channel-token",
    "A Google push notification: which channel, what changed, and its number.",
    "Google Docs",
    "https://developers.google.com/workspace/drive/api/guides/push",
  ],
  [
    "x-telegram-bot-api-secret-token",
    "The secret given when the webhook was set: compare it.",
    "Telegram Docs",
    "https://core.telegram.org/bots/api#setwebhook",
  ],
  [
    "x-hook-secret",
    "Asana's handshake: send it back in the answer.",
    "Asana Docs",
    "https://developers.asana.com/docs/webhooks-guide",
  ],
  [
    "linear-signature linear-event linear-delivery",
    "Linear's event, delivery and HMAC-SHA256 of the body, in hex.",
    "Linear Docs",
    "https://linear.app/developers/webhooks",
  ],
  [
    "x-zm-signature x-zm-request-timestamp",
    "Zoom's HMAC-SHA256 of v0:timestamp:body.",
    "Zoom Docs",
    "https://developers.zoom.us/docs/api/webhooks/",
  ],
  [
    "ce-id ce-source ce-specversion ce-type ce-time ce-subject ce-datacontenttype",
    "An attribute of a CloudEvents event.",
    ...EVENTS,
  ],
  [
    "cf-connecting-ip cf-ray cf-ipcountry cf-visitor cdn-loop",
    "Added by Cloudflare: the visitor, the data centre, loop protection.",
    ...CLOUDFLARE,
  ],
  [
    "grpc-timeout grpc-encoding grpc-accept-encoding",
    "Part of a gRPC call.",
    "gRPC over HTTP/2",
    "https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md",
  ],
];

const NOTES: ReadonlyMap<string, HeaderNote> = new Map(
  ENTRIES.flatMap(([names, text, source, url]) =>
    names.split(" ").map((name) => [name, { text, source, url }] as const),
  ),
);

/** What a header is for, or null for one that is not known here. */
export function headerNote(name: string): HeaderNote | null {
  return NOTES.get(name.toLowerCase()) ?? null;
}

/** Every name with a note, in lower case. */
export const NOTED_HEADERS: readonly string[] = [...NOTES.keys()];

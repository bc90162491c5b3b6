import { firstValue, type ReadonlyPairs } from "#lib/http/pairs.ts";

/**
 * Senders that can be told by their headers: how they name a delivery, and how long they wait for an answer. `docs` is where the sender
 * says so. Read there on 2026-11-21: the limits of GitHub, Twilio, Asana, Bitbucket, Linear and Zoom, Gitea's DELIVER_TIMEOUT, and Shopify's id
 * (https://shopify.dev/docs/apps/build/webhooks/ignore-duplicates). Known only as others quote them: those of SNS, Discord, Slack, Shopify,
 * GitLab, and Dropbox, whose 10 s stand beside its verification request.
 */
export type Sender = {
  name: string;
  /** A header that only this sender sets. */
  sign: string;
  /** The header that names the event and stays the same when it is sent again. */
  idHeader?: string;
  /** Where in the JSON body the event's id stands. */
  idPath?: string;
  /** How long its documentation says it waits; null when it names no number. */
  limitMs: number | null;
  docs: string;
};

export const SENDERS: readonly Sender[] = [
  // Before GitHub: it sends GitHub's headers too (https://docs.gitea.com/usage/repository/webhooks).
  {
    name: "Gitea",
    sign: "X-Gitea-Delivery",
    idHeader: "X-Gitea-Delivery",
    limitMs: 5000,
    docs: "https://docs.gitea.com/administration/config-cheat-sheet#webhook-webhook",
  },
  {
    name: "GitHub",
    sign: "X-GitHub-Delivery",
    idHeader: "X-GitHub-Delivery",
    limitMs: 10_000,
    docs: "https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks#respond-within-10-seconds",
  },
  {
    name: "GitLab",
    sign: "X-Gitlab-Event",
    idHeader: "Idempotency-Key",
    limitMs: 10_000,
    docs: "https://docs.gitlab.com/user/gitlab_com/#other-limits",
  },
  {
    name: "Bitbucket",
    sign: "X-Hook-UUID",
    idHeader: "X-Request-UUID",
    limitMs: 10_000,
    docs: "https://support.atlassian.com/bitbucket-cloud/docs/troubleshoot-webhooks/",
  },
  {
    name: "Slack",
    sign: "X-Slack-Signature",
    idPath: "event_id",
    limitMs: 3000,
    docs: "https://docs.slack.dev/apis/events-api/#responding",
  },
  {
    name: "Shopify",
    sign: "X-Shopify-Hmac-Sha256",
    idHeader: "X-Shopify-Event-Id",
    limitMs: 5000,
    docs: "https://shopify.dev/docs/apps/build/webhooks/subscribe/https",
  },
  {
    name: "Stripe",
    sign: "Stripe-Signature",
    idPath: "id",
    limitMs: null,
    docs: "https://docs.stripe.com/webhooks#retries",
  },
  {
    name: "Zoom",
    sign: "X-Zm-Signature",
    limitMs: 3000,
    docs: "https://developers.zoom.us/blog/webhook-delays",
  },
  {
    name: "Discord",
    sign: "X-Signature-Ed25519",
    idPath: "id",
    limitMs: 3000,
    docs: "https://docs.discord.com/developers/interactions/receiving-and-responding",
  },
  {
    name: "Twitch",
    sign: "Twitch-Eventsub-Message-Id",
    idHeader: "Twitch-Eventsub-Message-Id",
    limitMs: null,
    docs: "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/",
  },
  {
    name: "Amazon SNS",
    sign: "x-amz-sns-message-id",
    idHeader: "x-amz-sns-message-id",
    limitMs: 15_000,
    docs: "https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html",
  },
  {
    name: "Linear",
    sign: "Linear-Delivery",
    idHeader: "Linear-Delivery",
    limitMs: 5000,
    docs: "https://linear.app/developers/webhooks",
  },
  {
    name: "Twilio",
    sign: "X-Twilio-Signature",
    idHeader: "I-Twilio-Idempotency-Token",
    limitMs: 15_000,
    docs: "https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides",
  },
  {
    name: "Square",
    sign: "X-Square-HmacSha256-Signature",
    idPath: "event_id",
    limitMs: null,
    docs: "https://developer.squareup.com/docs/webhooks/troubleshooting",
  },
  {
    name: "PayPal",
    sign: "PayPal-Transmission-Id",
    idPath: "id",
    limitMs: null,
    docs: "https://developer.paypal.com/api/rest/webhooks/",
  },
  {
    name: "Asana",
    sign: "X-Hook-Signature",
    limitMs: 10_000,
    docs: "https://developers.asana.com/docs/webhooks-guide",
  },
  {
    name: "Dropbox",
    sign: "X-Dropbox-Signature",
    limitMs: 10_000,
    docs: "https://www.dropbox.com/developers/reference/webhooks",
  },
  {
    name: "Jira",
    sign: "X-Atlassian-Webhook-Identifier",
    idHeader: "X-Atlassian-Webhook-Identifier",
    limitMs: null,
    docs: "https://developer.atlassian.com/cloud/jira/platform/webhooks/",
  },
  {
    name: "Zendesk",
    sign: "X-Zendesk-Webhook-Invocation-Id",
    idHeader: "X-Zendesk-Webhook-Invocation-Id",
    limitMs: null,
    docs: "https://developer.zendesk.com/documentation/webhooks/",
  },
];

/** Names that many senders share, in the order in which they count. */
export const COMMON_ID_HEADERS: readonly string[] = ["webhook-id", "svix-id", "Idempotency-Key", "ce-id"];

/** The sender of a message with these headers, or null. */
export function senderOf(headers: ReadonlyPairs): Sender | null {
  return SENDERS.find(({ sign }) => firstValue(headers, sign) !== undefined) ?? null;
}

import { firstValue, type ReadonlyPairs } from "#lib/http/pairs.ts";

const SNS_HOST = /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;

/**
 * The link in an Amazon SNS SubscriptionConfirmation that its owner opens to confirm, or null. Only an https link to SNS itself: what a
 * stranger posts as a confirmation must not become a link to anywhere. `bodyText` is the start of the body as text.
 */
export function confirmationLink(headers: ReadonlyPairs, bodyText: string): string | null {
  if (firstValue(headers, "x-amz-sns-message-type") !== "SubscriptionConfirmation") return null;
  const link = subscribeUrl(bodyText);
  if (link === null || !URL.canParse(link)) return null;
  const { protocol, hostname, username, password, port, href } = new URL(link);
  const isPlain = protocol === "https:" && username === "" && password === "" && port === "";
  return isPlain && SNS_HOST.test(hostname) ? href : null;
}

function subscribeUrl(text: string): string | null {
  try {
    const message: unknown = JSON.parse(text);
    const isObject = typeof message === "object" && message !== null && Object.hasOwn(message, "SubscribeURL");
    const link = isObject ? (message as { SubscribeURL: unknown }).SubscribeURL : null;
    return typeof link === "string" ? link : null;
  } catch {
    return null;
  }
}

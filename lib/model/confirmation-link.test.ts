import { expect, test } from "vitest";
import { confirmationLink } from "./confirmation-link.ts";

const headers: [string, string][] = [["X-Amz-Sns-Message-Type", "SubscriptionConfirmation"]];
const body = (link: unknown) => JSON.stringify({ Type: "SubscriptionConfirmation", SubscribeURL: link });

test.each([
  "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37",
  "https://sns.cn-north-1.amazonaws.com.cn/?Action=ConfirmSubscription",
])("%s is SNS's own link", (link) => {
  expect(confirmationLink(headers, body(link))).toBe(link);
});

test.each([
  "http://sns.us-west-2.amazonaws.com/",
  "https://evil.example/?sns.us-west-2.amazonaws.com",
  "https://sns.us-west-2.amazonaws.com.evil.example/",
  "https://sns.us-west-2.amazonaws.com@evil.example/",
  "https://user@sns.us-west-2.amazonaws.com/",
  "https://sns.us-west-2.amazonaws.com:8443/",
  "https://s3.us-west-2.amazonaws.com/sns",
  "javascript:alert(1)//sns.us-west-2.amazonaws.com",
  "not a link",
  42,
  null,
])("%s becomes no link", (link) => {
  expect(confirmationLink(headers, body(link))).toBeNull();
});

test("nothing else is a confirmation", () => {
  const link = "https://sns.us-west-2.amazonaws.com/";
  expect(confirmationLink([], body(link))).toBeNull();
  expect(confirmationLink(headers, `${body(link)}x`)).toBeNull();
  expect(confirmationLink(headers, "null")).toBeNull();
});

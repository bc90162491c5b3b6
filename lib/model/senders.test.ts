import { expect, test } from "vitest";
import { SENDERS, senderOf } from "./senders.ts";

test("a sender that also sends another's headers is told by its own", () => {
  const gitea: [string, string][] = [
    ["X-GitHub-Delivery", "f6266f16"],
    ["X-Gogs-Delivery", "f6266f16"],
    ["X-Gitea-Delivery", "f6266f16"],
  ];
  expect(senderOf(gitea)?.name).toBe("Gitea");
  expect(senderOf(gitea.slice(0, 1))?.name).toBe("GitHub");
  expect(senderOf([["User-Agent", "curl"]])).toBeNull();
});

test("Shopify's event keeps its X-Shopify-Event-Id over retries", () => {
  expect(senderOf([["x-shopify-hmac-sha256", "a"]])?.idHeader).toBe("X-Shopify-Event-Id");
});

test("every sender says where its facts stand", () => {
  for (const { docs } of SENDERS) expect(docs).toMatch(/^https:\/\//);
});

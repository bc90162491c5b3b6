import { randomBytes } from "node:crypto";
import { singleton } from "#lib/singleton.ts";

/**
 * How our server tells what runs behind Next's router whose message this is (after TRUSTED_PROXIES): a header whose name is this process's
 * secret. So it is never believed from outside, also where Next serves without our server; there nobody sets it, and all senders count as one.
 */
export function senderHeader(): string {
  return singleton("sender-header", () => `x-wirebin-sender-${randomBytes(16).toString("hex")}`);
}

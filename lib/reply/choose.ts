import { hasNoBody, type PreparedReply, withoutBody } from "./prepare.ts";
import type { Chosen } from "./rules.ts";

const STATUS_PATH = /^\/([2-5]\d\d)$/;

/**
 * The reply for one arrival. `rest` is the path behind the bin's address as it came; exactly "/404" (200 to 599) asks for that status,
 * and keeps the bin's headers and body.
 */
export function chooseReply(reply: PreparedReply, rest: string): PreparedReply {
  const asked = rest.length === 4 ? STATUS_PATH.exec(rest)?.[1] : undefined;
  if (asked === undefined) return reply;
  const status = Number(asked);
  return hasNoBody(status) && reply.body.length > 0 ? withoutBody(reply, status) : { ...reply, status };
}

/** The bin's own reply, chosen as a rule would choose it. */
export function ownReply(reply: PreparedReply, rest: string): Chosen {
  return { reply: chooseReply(reply, rest), ruleId: null, fault: null, late: null };
}

import { env } from "#lib/env.ts";
import { firstValue } from "#lib/http/pairs.ts";
import type { Message } from "#lib/reply/message.ts";
import type { StoredCapture } from "#lib/store/captures.ts";
import { binAddress, captureHost } from "./address.ts";

/** A kept capture as rules and filters saw it when it arrived. */
export function keptMessage(bin: string, capture: StoredCapture): Message {
  const { id, method, target, headers, remoteIp, body } = capture;
  const address = binAddress(captureHost(env().CAPTURE_URL), target, firstValue(headers, "host"));
  return { bin, id, method, target, rest: address?.rest ?? "", headers, remoteIp, body };
}

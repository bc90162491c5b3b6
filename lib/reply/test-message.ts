import type { Message } from "./message.ts";

/** For tests: a message to a bin, and the fixed chance that sequences and random values get. */
export function messageOf(changes: Partial<Omit<Message, "body">> & { body?: string | Uint8Array } = {}): Message {
  const { body = "", ...rest } = changes;
  return {
    bin: "orders",
    id: "0190-id",
    method: "POST",
    target: `/orders${rest.rest ?? ""}`,
    rest: "",
    headers: [],
    remoteIp: "203.0.113.9",
    ...rest,
    body: typeof body === "string" ? new TextEncoder().encode(body) : body,
  };
}

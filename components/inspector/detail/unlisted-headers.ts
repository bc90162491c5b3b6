import type { Capture } from "#lib/model/capture.ts";

/** What the sender heard besides the headers that are kept of a reply. Null where it heard none. */
export function unlistedHeaders({ kind, reply }: Pick<Capture, "kind" | "reply">): string | null {
  if (kind !== "message") return "The headers of Wirebin's own answer to a message that it refuses are not listed.";
  if (reply.status === 0) return null;
  return "The server adds X-Request-Id, Date and those about the connection and the body's length; they are not listed.";
}

import type { IncomingMessage } from "node:http";
import type { ArrivedBody } from "#lib/capture/arrival.ts";
import { pairsFromFlat } from "#lib/http/pairs.ts";
import { concatBytes } from "#lib/http/read-limited.ts";

const EMPTY = new Uint8Array(0);

/** Reads a message's body from its socket, at most `limit` bytes of it; the rest stays unread. Never rejects. */
export function readBody(message: IncomingMessage, limit: number): Promise<ArrivedBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let seen = 0;
    const settle = (body: ArrivedBody) => {
      message.off("data", onData).off("end", onEnd).off("close", onClose).off("error", onClose);
      resolve(body);
    };
    const onData = (chunk: Buffer) => {
      seen += chunk.length;
      if (seen > limit) {
        message.pause();
        settle({ kind: "too_large", seen, trailers: [] });
      } else chunks.push(chunk);
    };
    const onEnd = () =>
      settle({ kind: "whole", bytes: join(chunks, seen), trailers: pairsFromFlat(message.rawTrailers) });
    const onClose = () => settle({ kind: "aborted", seen, trailers: [] });
    message.on("data", onData).on("end", onEnd).on("close", onClose).on("error", onClose);
  });
}

function join(chunks: Buffer[], total: number): Uint8Array<ArrayBuffer> {
  return total === 0 ? EMPTY : concatBytes(chunks, total);
}

import type { IncomingMessage } from "node:http";
import type { ArrivedBody, Refusal } from "#lib/capture/arrival.ts";
import type { Uploads } from "#lib/capture/uploads.ts";
import { pairsFromFlat } from "#lib/http/pairs.ts";
import { concatBytes, type Room } from "#lib/http/read-limited.ts";

const EMPTY = new Uint8Array(0);
/** Less than this needs no room: it is within what every body has free. */
const ROOMLESS_BYTES = 16_384;

/** Ends the reading of a body from outside: because its sender is gone, or because the parser could not read on. */
export type EndBody = (why: "aborted" | Refusal) => void;

/**
 * Reads a message's body from its socket, at most `limit` bytes of it; the rest stays unread. Calls `done` once. A body that the parser
 * refuses is kept as far as it was read, followed by the bytes of the refusal.
 */
export function readBody(
  message: IncomingMessage,
  limit: number,
  uploads: Uploads,
  done: (body: ArrivedBody) => void,
): EndBody {
  const chunks: Buffer[] = [];
  let seen = 0;
  let room: Room | null = null;
  let ended = false;

  const settle = (body: ArrivedBody) => {
    if (ended) return;
    ended = true;
    room?.leave();
    done(body);
  };

  const onData = (chunk: Buffer) => {
    if (ended) return;
    seen += chunk.length;
    if (seen > limit) {
      message.pause();
      settle({ kind: "too_large", seen, trailers: [] });
      return;
    }
    chunks.push(chunk);
    if (seen > ROOMLESS_BYTES) takeRoom(room === null ? seen : chunk.length);
  };

  const takeRoom = (bytes: number) => {
    room ??= uploads.enter();
    if (room.take(bytes)) return;
    message.pause();
    room.wait().then((goOn) => {
      if (ended) return;
      if (goOn) message.resume();
      else settle({ kind: "no_room", seen, trailers: [] });
    });
  };

  message.on("data", onData);
  message.on("end", () =>
    settle({ kind: "whole", bytes: join(chunks, seen), trailers: pairsFromFlat(message.rawTrailers) }),
  );
  // Comes without "end" when the sender went away.
  message.on("close", () => settle({ kind: "aborted", seen, trailers: [] }));
  return (why) => {
    // What was parsed of the packet that held the fault is still in the stream; reading it emits "data".
    while (message.read() !== null);
    if (why === "aborted") settle({ kind: "aborted", seen, trailers: [] });
    else
      settle({
        kind: "refused",
        seen,
        trailers: [],
        refusal: why.kind === "malformed" ? after(chunks, seen, why) : why,
      });
  };
}

function after(chunks: Buffer[], seen: number, refusal: Refusal): Refusal {
  const { bytes } = refusal;
  return { ...refusal, bytes: concatBytes([...chunks, bytes], seen + bytes.length) };
}

function join(chunks: Buffer[], total: number): Uint8Array<ArrayBuffer> {
  if (total === 0) return EMPTY;
  const [only] = chunks;
  // Most bodies come in one piece, which the parser has copied out of the socket's buffer already.
  return chunks.length === 1 && only && isPlain(only) ? only : concatBytes(chunks, total);
}

function isPlain(chunk: Buffer): chunk is Buffer<ArrayBuffer> {
  return chunk.buffer instanceof ArrayBuffer;
}

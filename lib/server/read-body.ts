import type { IncomingMessage } from "node:http";
import type { ArrivedBody, Refusal } from "#lib/capture/arrival.ts";
import { createGathering } from "#lib/http/gathering.ts";
import { pairsFromFlat } from "#lib/http/pairs.ts";
import type { Room } from "#lib/http/read-limited.ts";

/** Less than this needs no room: it is within what every body has free. */
const ROOMLESS_BYTES = 16_384;
const NOTHING = createGathering();

export type Reading = {
  /** Ends it from outside: because its sender is gone, or because the parser could not read on. */
  end: (why: "aborted" | Refusal) => void;
  /** Gives back the room of a body that is stored by now, or never will be. */
  leave: () => void;
};

/**
 * Reads a message's body from its socket, at most `limit` bytes of it; the rest stays unread. Calls `done` once. A body that the parser
 * refuses is kept as far as it was read, followed by the bytes of the refusal. `contentLength` is what the message promises, or null.
 */
export function readBody(
  message: IncomingMessage,
  contentLength: number | null,
  limit: number,
  enterRoom: () => Room,
  done: (body: ArrivedBody) => void,
): Reading {
  let gathering = createGathering(contentLength);
  let seen = 0;
  let room: Room | null = null;
  let ended = false;

  const settle = (body: ArrivedBody) => {
    if (ended) return;
    ended = true;
    // The message outlives its body: its answer may be long in coming.
    gathering = NOTHING;
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
    gathering.add(chunk);
    if (seen > ROOMLESS_BYTES) takeRoom(room === null ? seen : chunk.length);
  };

  const takeRoom = (bytes: number) => {
    room ??= enterRoom();
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
    settle({ kind: "whole", bytes: gathering.bytes(), trailers: pairsFromFlat(message.rawTrailers) }),
  );
  // Comes without "end" when the sender went away.
  message.on("close", () => settle({ kind: "aborted", seen, trailers: [] }));
  return {
    end: (why) => {
      // What was parsed of the packet that held the fault is still in the stream; reading it emits "data".
      while (message.read() !== null);
      if (why === "aborted") settle({ kind: "aborted", seen, trailers: [] });
      else if (why.kind === "rejected") settle({ kind: "refused", seen, trailers: [], refusal: why });
      else {
        const bytes = new Uint8Array(Buffer.concat([gathering.bytes(), why.bytes]));
        settle({ kind: "refused", seen, trailers: [], refusal: { ...why, bytes } });
      }
    },
    leave: () => room?.leave(),
  };
}

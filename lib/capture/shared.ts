import { env } from "#lib/env.ts";
import { singleton } from "#lib/singleton.ts";
import { createHeld, HELD_IN_ALL, HELD_PER_BIN, type Held } from "./held.ts";
import { createUploads, type Uploads } from "./uploads.ts";

/** What everything in one process shares that takes captures, whichever way in. */

export function uploads(): Uploads {
  return singleton("uploads", () => createUploads(env().UPLOAD_BUFFER_BYTES));
}

export function held(): Held {
  return singleton("held", () => createHeld({ perBin: HELD_PER_BIN, inAll: HELD_IN_ALL }));
}

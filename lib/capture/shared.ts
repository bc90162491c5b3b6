import { env } from "#lib/env.ts";
import { singleton } from "#lib/singleton.ts";
import { createHeld, HELD_LIMITS, type Held } from "./held.ts";
import { createUploads, type Uploads } from "./uploads.ts";

/** What everything in one process shares that takes captures, whichever way in. */

export function uploads(): Uploads {
  return singleton("uploads", () => createUploads(env().UPLOAD_BUFFER_BYTES));
}

export function held(): Held {
  return singleton("held", () => createHeld(HELD_LIMITS));
}

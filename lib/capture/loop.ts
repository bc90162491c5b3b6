import { hopsOf, MAX_HOPS } from "#lib/egress/fields.ts";
import type { ReadonlyPairs } from "#lib/http/pairs.ts";
import { prepareDraft } from "#lib/reply/prepare.ts";
import type { Chosen } from "#lib/reply/rules.ts";

const WORDS = "Wirebin has sent this message on three times. It goes round in a circle and goes no further.\n";

const LOOPED: Chosen = {
  reply: prepareDraft(
    {
      ...{ status: 508, headers: [["Content-Type", "text/plain; charset=utf-8"]], ownBytes: 0, delayMs: 0 },
      body: new TextEncoder().encode(WORDS),
    },
    { ownHost: false },
  ),
  ...{ ruleId: null, fault: null, late: null },
};

/**
 * What a message hears that Wirebin has sent on as often as it may: 508, in place of whatever the bin would say, so that whoever sent it
 * stops too. Null for any other.
 */
export function loopReply(headers: ReadonlyPairs): Chosen | null {
  return hopsOf(headers) >= MAX_HOPS ? LOOPED : null;
}

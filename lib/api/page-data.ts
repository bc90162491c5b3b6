import { authorise } from "#lib/access/authorise.ts";
import { readSession } from "#lib/access/session.ts";
import { isAppError } from "#lib/errors.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { CapturePage } from "#lib/model/capture.ts";
import type { RuleList } from "#lib/model/rule.ts";
import { listOwnedBins } from "#lib/store/bins.ts";
import { capturePage } from "./captures.ts";
import { presentBin } from "./present.ts";
import { rulesOf } from "./rules.ts";

/** What a page carries when it arrives, so that the browser need not ask for it first. `cookie` is the Cookie header. */

/** The bins this browser owns, newest activity first. */
export async function ownedBins(cookie: string | null): Promise<Bin[]> {
  const session = await readSession(cookie);
  return session ? (await listOwnedBins(session.hash)).map(presentBin) : [];
}

/** A bin with its newest captures, or null when this browser may not read it (yet: it may bring a key in the fragment). */
export async function binWithCaptures(
  id: string,
  cookie: string | null,
): Promise<{ bin: Bin; page: CapturePage } | null> {
  try {
    const bin = await authorise(id, { cookie });
    return { bin: presentBin(bin), page: await capturePage(bin, { limit: 50, order: "newest" }) };
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

/** A bin with its rules, or null when this browser may not read it. */
export async function binWithRules(id: string, cookie: string | null): Promise<{ bin: Bin; rules: RuleList } | null> {
  try {
    const bin = await authorise(id, { cookie });
    return { bin: presentBin(bin), rules: await rulesOf(bin) };
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

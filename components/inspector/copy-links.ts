import { captureUrl } from "#components/bin/address.ts";
import { ownerLink } from "#components/bin/keys.ts";
import { copyAnd } from "#components/ui/copy-and.ts";
import { showProblem } from "#components/ui/notify.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";

/** Copies the URL that a capture was sent to; without one, the address that takes requests. */
export async function copyUrl(bin: Bin, capture: Pick<Summary, "target"> | null): Promise<void> {
  await copyAnd(capture ? captureUrl(bin.url, capture.target) : bin.url, "Copied the URL");
}

/** Copies where one capture is shown, for those who may read the bin. */
export async function copyPageLink(bin: string, seq: number): Promise<void> {
  await copyAnd(`${location.origin}/bins/${bin}/${seq}`, "Copied the link to this page");
}

/** Copies the link that makes whoever opens it an owner, when this browser knows the key. */
export async function copyOwnerLink(bin: Bin): Promise<void> {
  const link = ownerLink(bin.id, new URL(bin.dashboardUrl).origin);
  if (link === null) showProblem("The key of this bin is not known in this browser.");
  else await copyAnd(link, "Copied the owner link. Whoever has it owns this bin.");
}

import { captureUrl } from "#components/bin/address.ts";
import { ownerLink } from "#components/bin/keys.ts";
import { copyText } from "#components/ui/copy-text.ts";
import { showDone, showProblem } from "#components/ui/notify.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";

/** Copies the URL that a capture was sent to; without one, the address that takes requests. */
export async function copyUrl(bin: Bin, capture: Pick<Summary, "target"> | null): Promise<void> {
  if (await copyText(capture ? captureUrl(bin.url, capture.target) : bin.url)) showDone("Copied the URL");
  else showProblem("The browser did not allow copying.");
}

/** Copies where one capture is shown, for those who may read the bin. */
export async function copyPageLink(bin: string, seq: number): Promise<void> {
  if (await copyText(`${location.origin}/bins/${bin}/${seq}`)) showDone("Copied the link to this page");
  else showProblem("The browser did not allow copying.");
}

/** Copies the link that makes whoever opens it an owner, when this browser knows the key. */
export async function copyOwnerLink(bin: Bin): Promise<void> {
  const link = ownerLink(bin.id, new URL(bin.dashboardUrl).origin);
  if (link === null) showProblem("The key of this bin is not known in this browser.");
  else if (await copyText(link)) showDone("Copied the owner link. Whoever has it owns this bin.");
  else showProblem("The browser did not allow copying.");
}

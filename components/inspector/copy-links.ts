import { ownerLink } from "#components/bin/keys.ts";
import { copyText } from "#components/ui/copy-text.ts";
import { showDone, showProblem } from "#components/ui/notify.ts";
import type { Bin } from "#lib/model/bin.ts";

/** Copies the address that takes requests. */
export async function copyAddress(bin: Bin): Promise<void> {
  if (await copyText(bin.url)) showDone("Copied the address");
  else showProblem("The browser did not allow copying.");
}

/** Copies the link that makes whoever opens it an owner, when this browser knows the key. */
export async function copyOwnerLink(bin: Bin): Promise<void> {
  const link = ownerLink(bin.id, new URL(bin.dashboardUrl).origin);
  if (link === null) showProblem("The key of this bin is not known in this browser.");
  else if (await copyText(link)) showDone("Copied the owner link. Whoever has it owns this bin.");
  else showProblem("The browser did not allow copying.");
}

import { isSecretHeader } from "#components/bin/secret-headers.ts";
import { isSecretName } from "#components/bin/secret-names.ts";
import type { PairChange } from "#lib/views/compare-pairs.ts";

/** What a change is called and what stands on either side of it; what is not there stands nowhere. */
export type ChangeSides = { name: string; before?: string; after?: string };

export function sidesOf(change: PairChange): ChangeSides {
  switch (change.kind) {
    case "added":
      return { name: change.after.name, after: change.after.value };
    case "removed":
      return { name: change.before.name, before: change.before.value };
    case "changed": {
      const { before, after } = change;
      const name = before.name === after.name ? after.name : `${after.name} (was ${before.name})`;
      return { name, before: before.value, after: after.value };
    }
    case "moved":
      return {
        name: change.after.name,
        before: `place ${change.before.at + 1}`,
        after: `place ${change.after.at + 1}`,
      };
  }
}

/** Does the change of a header show a value that should not be seen unasked? */
export function isSecretChange(change: PairChange): boolean {
  if (change.kind === "moved") return false;
  return isSecretHeader(nameOf(change));
}

/** The same of a query. */
export function isSecretParameter(change: PairChange): boolean {
  return change.kind !== "moved" && isSecretName(nameOf(change));
}

function nameOf(change: PairChange): string {
  return change.kind === "removed" ? change.before.name : change.after.name;
}

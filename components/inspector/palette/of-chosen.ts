import { action, type PaletteAction } from "#components/palette/palette-group.ts";
import { formatCount } from "#components/ui/format.ts";
import { copyMany } from "../copy-many.ts";
import type { PaletteContext } from "./palette-action.ts";

/** What can be done with several captures, once some are chosen. */
export function ofChosen({ bin, choosing, openWithChosen }: PaletteContext): PaletteAction[] {
  const { chosen, stop } = choosing;
  if (!chosen) return [];
  const end = action("Stop choosing", stop);
  if (chosen.size === 0) return [end];
  const what = chosen.size === 1 ? "the chosen capture" : `${formatCount(chosen.size)} chosen captures`;
  return [
    action(`Resend ${what}`, () => openWithChosen("resend-chosen")),
    ...(chosen.size === 2 ? [action("Compare the two chosen captures", () => openWithChosen("compare"))] : []),
    action(`Copy ${what} as HAR`, () => copyMany(bin, chosen, "har")),
    action(`Copy ${what} as curl`, () => copyMany(bin, chosen, "curl")),
    action(`Types from ${what}`, () => openWithChosen("types")),
    action(`Delete ${what}`, () => openWithChosen("delete-chosen")),
    end,
  ];
}

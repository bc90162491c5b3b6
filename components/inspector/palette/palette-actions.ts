import { ofBin } from "./of-bin.ts";
import { ofCapture } from "./of-capture.ts";
import { ofChosen } from "./of-chosen.ts";
import { ofList } from "./of-list.ts";
import { ofPage } from "./of-page.ts";
import type { PaletteAction, PaletteContext } from "./palette-action.ts";

/** Every action of the inspector, in groups, those first that are about what is on screen. */
export function paletteActions(context: PaletteContext): { heading: string; actions: PaletteAction[] }[] {
  return [
    { heading: "The chosen captures", actions: ofChosen(context) },
    { heading: "This capture", actions: ofCapture(context) },
    { heading: "The list", actions: ofList(context) },
    { heading: "This bin", actions: ofBin(context) },
    { heading: "This page", actions: ofPage(context) },
  ].filter(({ actions }) => actions.length > 0);
}

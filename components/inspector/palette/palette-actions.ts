import { offered } from "#components/palette/on-screen.ts";
import { action, type PaletteAction, type PaletteGroup } from "#components/palette/palette-group.ts";
import { ofBin } from "./of-bin.ts";
import { ofCapture } from "./of-capture.ts";
import { ofChosen } from "./of-chosen.ts";
import { ofList } from "./of-list.ts";
import { ofPage } from "./of-page.ts";
import type { PaletteContext } from "./palette-action.ts";

/** Every action of the inspector, in groups, those first that are about what is on screen. */
export function paletteActions(context: PaletteContext): PaletteGroup[] {
  return [
    { heading: "The chosen captures", actions: ofChosen(context) },
    { heading: "This capture", actions: ofCapture(context) },
    { heading: "What is shown of it", actions: ofShown(context) },
    { heading: "The list", actions: ofList(context) },
    { heading: "This bin", actions: ofBin(context) },
    { heading: "This page", actions: ofPage(context) },
  ];
}

/** On a phone the list may cover what changes. */
function ofShown({ showDetail }: PaletteContext): PaletteAction[] {
  return offered().map(({ label, run }) =>
    action(label, () => {
      showDetail();
      run();
    }),
  );
}

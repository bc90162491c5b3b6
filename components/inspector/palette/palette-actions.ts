import { ofBin } from "./of-bin.ts";
import { ofCapture } from "./of-capture.ts";
import { ofChosen } from "./of-chosen.ts";
import { ofList } from "./of-list.ts";
import { ofPage } from "./of-page.ts";
import { offered } from "./on-screen.ts";
import { action, type PaletteAction, type PaletteContext } from "./palette-action.ts";

/** Every action of the inspector, in groups, those first that are about what is on screen. */
export function paletteActions(context: PaletteContext): { heading: string; actions: PaletteAction[] }[] {
  return [
    { heading: "The chosen captures", actions: ofChosen(context) },
    { heading: "This capture", actions: ofCapture(context) },
    { heading: "What is shown of it", actions: ofShown(context) },
    { heading: "The list", actions: ofList(context) },
    { heading: "This bin", actions: ofBin(context) },
    { heading: "This page", actions: ofPage(context) },
  ].filter(({ actions }) => actions.length > 0);
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

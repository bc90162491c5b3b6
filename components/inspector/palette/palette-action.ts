import type { PaletteAction } from "#components/palette/palette-group.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Capture, Summary } from "#lib/model/capture.ts";
import type { FilterBy } from "../filter/filter-text.ts";
import type { InspectorWindow } from "../inspector-windows.tsx";
import { heldOrMoving, SHORTCUTS } from "../shortcut-list.ts";
import type { ShortcutActions } from "../shortcuts.ts";
import type { Choosing } from "../use-choosing.ts";
import { currentPreferences } from "../use-preferences.ts";

/** What the palette's actions work with: the page as it was when the palette was opened. */
export type PaletteContext = {
  bin: Bin;
  /** The capture that is shown. */
  summary: Summary | null;
  /** The same in full, once it has been read. */
  capture: Capture | null;
  run: ShortcutActions;
  choosing: Choosing;
  follow: boolean;
  onFollow: (on: boolean) => void;
  filterText: string;
  setFilterText: (text: string) => void;
  /** Adds a term to the filter. */
  filterBy: FilterBy;
  open: (window: InspectorWindow) => void;
  openOnShown: (window: InspectorWindow) => void;
  /** On a phone, the capture in place of the list. */
  showDetail: () => void;
  openWithChosen: (window: InspectorWindow) => void;
};

/** What a key does too; the label is the one in the list of shortcuts. */
export function keyed(run: ShortcutActions, label: string, name: keyof ShortcutActions): PaletteAction {
  const keys = SHORTCUTS.find((one) => one.label === label)?.keys ?? [];
  return { label, keys: currentPreferences().singleKeys ? keys : heldOrMoving(keys), run: () => void run[name]() };
}

import { action, type PaletteAction } from "#components/palette/palette-group.ts";
import { CHIPS } from "../filter/chips.ts";
import { COLUMN_NAMES, COLUMNS } from "../preferences.ts";
import { SPAN_NAMES } from "../traffic/say-traffic.ts";
import { SPANS } from "../traffic/strip.ts";
import { currentPreferences, setPreferences } from "../use-preferences.ts";
import { keyed, type PaletteContext } from "./palette-action.ts";

/** What the list shows, and how. */
export function ofList(context: PaletteContext): PaletteAction[] {
  const { run, choosing, follow, onFollow, filterText, setFilterText, filterBy } = context;
  return [
    keyed(run, "Next (older)", "next"),
    keyed(run, "Previous (newer)", "previous"),
    keyed(run, "Open the detail", "open"),
    keyed(run, "Back to the list", "back"),
    keyed(run, "Filter the list", "filter"),
    ...(filterText === "" ? [] : [action("Clear the filter", () => setFilterText(""))]),
    ...CHIPS.map(({ term, value, label }) => action(`Only ${label} captures`, () => filterBy(term, value))),
    keyed(run, "Newest, and follow", "newest"),
    ...(follow ? [action("Stop following the newest", () => onFollow(false))] : []),
    keyed(run, "Oldest", "oldest"),
    keyed(run, "Choose several", "choose"),
    action("Choose all loaded", choosing.all),
    ...looks(),
  ];
}

function looks(): PaletteAction[] {
  const { density, columns, traffic } = currentPreferences();
  const other = density === "compact" ? "comfortable" : "compact";
  return [
    action(other === "compact" ? "Compact rows" : "Comfortable rows", () => setPreferences({ density: other })),
    ...COLUMNS.map((column) =>
      action(`${columns[column] ? "Hide" : "Show"} column: ${COLUMN_NAMES[column].toLowerCase()}`, () =>
        setPreferences({ columns: { ...columns, [column]: !columns[column] } }),
      ),
    ),
    ...SPANS.filter((span) => span !== traffic).map((span) =>
      action(`Traffic over time: ${SPAN_NAMES[span].toLowerCase()}`, () => setPreferences({ traffic: span })),
    ),
    ...(traffic === "hidden"
      ? []
      : [action("Hide the traffic over time", () => setPreferences({ traffic: "hidden" }))]),
  ];
}

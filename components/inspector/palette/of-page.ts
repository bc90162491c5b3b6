import { ofTheme } from "#components/palette/of-theme.ts";
import { action, type PaletteAction } from "#components/palette/palette-group.ts";
import { mayNotify } from "../alerts/notification.ts";
import { switchNotify, switchSound } from "../alerts/switches.ts";
import { currentPreferences, setPreferences } from "../use-preferences.ts";
import { keyed, type PaletteContext } from "./palette-action.ts";

/** How the page looks and makes itself heard. */
export function ofPage({ run }: PaletteContext): PaletteAction[] {
  const { notify, sound, singleKeys } = currentPreferences();
  const notifies = notify && mayNotify();
  return [
    action(`Desktop notification: switch ${notifies ? "off" : "on"}`, () => switchNotify(!notifies)),
    action(`Sound: switch ${sound ? "off" : "on"}`, () => switchSound(!sound)),
    ...ofTheme(),
    keyed(run, "Keyboard shortcuts", "help"),
    action(`Shortcuts of a single key: switch ${singleKeys ? "off" : "on"}`, () =>
      setPreferences({ singleKeys: !singleKeys }),
    ),
  ];
}

import { applyTheme, currentTheme, THEMES } from "#components/site/theme.ts";
import { mayNotify } from "../alerts/notification.ts";
import { switchNotify, switchSound } from "../alerts/switches.ts";
import { currentPreferences, setPreferences } from "../use-preferences.ts";
import { action, keyed, type PaletteAction, type PaletteContext } from "./palette-action.ts";

const THEME_LABELS = { system: "Theme like the system", light: "Light theme", dark: "Dark theme" } as const;

/** How the page looks and makes itself heard. */
export function ofPage({ run }: PaletteContext): PaletteAction[] {
  const { notify, sound, singleKeys } = currentPreferences();
  const notifies = notify && mayNotify();
  return [
    action(`Desktop notification: switch ${notifies ? "off" : "on"}`, () => switchNotify(!notifies)),
    action(`Sound: switch ${sound ? "off" : "on"}`, () => switchSound(!sound)),
    ...THEMES.filter((theme) => theme !== currentTheme()).map((theme) =>
      action(THEME_LABELS[theme], () => applyTheme(theme)),
    ),
    keyed(run, "Keyboard shortcuts", "help"),
    action(`Shortcuts of a single key: switch ${singleKeys ? "off" : "on"}`, () =>
      setPreferences({ singleKeys: !singleKeys }),
    ),
  ];
}

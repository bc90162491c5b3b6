import { applyTheme, currentTheme, THEMES } from "#components/site/theme.ts";
import { mayNotify } from "../alerts/notification.ts";
import { switchNotify, switchSound } from "../alerts/switches.ts";
import { currentPreferences } from "../preferences.ts";
import { action, type PaletteAction, type PaletteContext } from "./palette-action.ts";

const THEME_LABELS = { system: "Theme like the system", light: "Light theme", dark: "Dark theme" } as const;

/** How the page looks and makes itself heard. */
export function ofPage({ open }: PaletteContext): PaletteAction[] {
  const { notify, sound } = currentPreferences();
  const notifies = notify && mayNotify();
  return [
    action(`Desktop notification: switch ${notifies ? "off" : "on"}`, () => switchNotify(!notifies)),
    action(`Sound: switch ${sound ? "off" : "on"}`, () => switchSound(!sound)),
    ...THEMES.filter((theme) => theme !== currentTheme()).map((theme) =>
      action(THEME_LABELS[theme], () => applyTheme(theme)),
    ),
    { label: "Keyboard shortcuts", keys: ["?"], run: () => open("help") },
  ];
}

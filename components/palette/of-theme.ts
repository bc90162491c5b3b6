import { applyTheme, currentTheme, THEMES } from "#components/site/theme.ts";
import { action, type PaletteAction } from "./palette-group.ts";

const LABELS = { system: "Theme like the system", light: "Light theme", dark: "Dark theme" } as const;

/** The themes that are not shown now. */
export function ofTheme(): PaletteAction[] {
  return THEMES.filter((theme) => theme !== currentTheme()).map((theme) =>
    action(LABELS[theme], () => applyTheme(theme)),
  );
}

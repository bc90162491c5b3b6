export type PaletteAction = { label: string; keys: readonly string[]; run: () => void };
export type PaletteGroup = { heading: string; actions: PaletteAction[] };

/** An action that has no key. */
export function action(label: string, run: () => unknown): PaletteAction {
  return { label, keys: [], run: () => void run() };
}

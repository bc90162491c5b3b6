import { COPY_TARGETS } from "./copy-targets.ts";
import type { InspectorWindow } from "./inspector-windows.tsx";
import { SHORTCUTS, type ShortcutActions } from "./shortcuts.ts";
import type { PaletteAction } from "./windows/palette-window.tsx";

/** Everything the keyboard can do and every window, as the palette lists it. `copyCapture` copies the one that is shown, if one is. */
export function paletteActions(
  run: ShortcutActions,
  open: (window: InspectorWindow) => void,
  openTypes: () => void,
  copyCapture: ((target: string) => void) | null,
): PaletteAction[] {
  const keysOf = (label: string) => SHORTCUTS.find((one) => one.label === label)?.keys ?? [];
  const shortcut = (label: string, name: keyof ShortcutActions): PaletteAction => ({
    label,
    keys: keysOf(label),
    run: () => void run[name](),
  });
  const ofCapture = [
    shortcut("Resend", "resend"),
    shortcut("Copy as curl", "copyCurl"),
    shortcut("Pin, unpin", "pin"),
    shortcut("Write a note", "note"),
    shortcut("Compare with the previous", "compare"),
    { label: "Types from this body", keys: [], run: openTypes },
    shortcut("Delete the capture", "remove"),
  ];
  return [
    ...(copyCapture ? [...ofCapture, ...copies(copyCapture)] : []),
    shortcut("Filter the list", "filter"),
    shortcut("Choose several", "choose"),
    shortcut("Newest, and follow", "newest"),
    shortcut("Oldest loaded", "oldest"),
    shortcut("Send a test request", "sendTest"),
    shortcut("Copy the URL", "copyUrl"),
    shortcut("Edit the reply", "editReply"),
    { label: "Settings of this bin", keys: [], run: () => open("settings") },
    { label: "Keyboard shortcuts", keys: ["?"], run: () => open("help") },
    { label: "Delete all captures", keys: [], run: () => open("delete-captures") },
    { label: "Delete this bin", keys: [], run: () => open("delete-bin") },
  ];
}

/** curl has a key of its own, and stands with the others that have. */
function copies(copy: (target: string) => void): PaletteAction[] {
  return COPY_TARGETS.filter(({ name }) => name !== "curl").map(({ name, label }) => ({
    label: `Copy as ${label}`,
    keys: [],
    run: () => copy(name),
  }));
}

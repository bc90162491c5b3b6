import { ofAnyBin } from "#components/palette/of-any-bin.ts";
import { action, type PaletteAction } from "#components/palette/palette-group.ts";
import { keyed, type PaletteContext } from "./palette-action.ts";

/** What can be done with the bin as a whole. */
export function ofBin({ bin, run, open }: PaletteContext): PaletteAction[] {
  return [
    keyed(run, "Send a test request", "sendTest"),
    keyed(run, "Edit the reply", "editReply"),
    ...ofAnyBin(bin, "captures"),
    action("Show the address as a QR code", () => open("qr")),
    action("Rename this bin, and its other settings", () => open("settings")),
    action("Delete all captures", () => open("delete-captures")),
    action("Delete this bin", () => open("delete-bin")),
  ];
}

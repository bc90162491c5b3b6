import { copyOwnerLink, copyUrl } from "../copy-links.ts";
import { COMMANDS, copyCommand } from "../top/commands.ts";
import { action, keyed, type PaletteAction, type PaletteContext } from "./palette-action.ts";

/** What can be done with the bin as a whole. */
export function ofBin({ bin, run, open }: PaletteContext): PaletteAction[] {
  // A whole page load, as these pages are their own.
  const go = (page: string) => () => location.assign(`/bins/${bin.id}/${page}`);
  return [
    keyed(run, "Send a test request", "sendTest"),
    action("Copy the bin's address", () => copyUrl(bin, null)),
    action("Show the address as a QR code", () => open("qr")),
    ...COMMANDS.map(({ label, write }) =>
      action(`Copy a command to send: ${label}`, () => copyCommand(label, write(bin.url))),
    ),
    action("Copy owner link", () => copyOwnerLink(bin)),
    keyed(run, "Edit the reply", "editReply"),
    action("Reply rules", go("rules")),
    action("Deliveries of this bin", go("deliveries")),
    action("Rename this bin, and its other settings", () => open("settings")),
    action("Delete all captures", () => open("delete-captures")),
    action("Delete this bin", () => open("delete-bin")),
  ];
}

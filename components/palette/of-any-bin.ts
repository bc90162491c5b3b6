import { BIN_PAGES, type BinPage } from "#components/bin/bin-nav.tsx";
import { copyOwnerLink, copyUrl } from "#components/inspector/copy-links.ts";
import { COMMANDS, copyCommand } from "#components/inspector/top/commands.ts";
import type { Bin } from "#lib/model/bin.ts";
import { action, type PaletteAction } from "./palette-group.ts";

const LABELS = {
  captures: "Captures of this bin",
  rules: "Reply rules",
  deliveries: "Deliveries of this bin",
} as const;

/** What every page of a bin can do with it: its other pages, its addresses. */
export function ofAnyBin(bin: Bin, current: BinPage): PaletteAction[] {
  return [
    ...BIN_PAGES.filter(({ page }) => page !== current).map(({ page, path }) =>
      // A whole page load, as these pages are their own.
      action(LABELS[page], () => location.assign(`/bins/${bin.id}${path}`)),
    ),
    action("Copy the bin's address", () => copyUrl(bin, null)),
    ...COMMANDS.map(({ label, write }) =>
      action(`Copy a command to send: ${label}`, () => copyCommand(label, write(bin.url))),
    ),
    action("Copy owner link", () => copyOwnerLink(bin)),
  ];
}

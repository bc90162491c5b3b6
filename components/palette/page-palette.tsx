"use client";
import type { BinPage } from "#components/bin/bin-nav.tsx";
import { sendTest } from "#components/inspector/send-test.ts";
import { showDone, showProblem } from "#components/ui/notify.ts";
import type { Bin } from "#lib/model/bin.ts";
import { ofAnyBin } from "./of-any-bin.ts";
import { ofTheme } from "./of-theme.ts";
import { offered } from "./on-screen.ts";
import { action, type PaletteGroup } from "./palette-group.ts";
import { PaletteWindow } from "./palette-window.tsx";

export type PagePaletteProps = {
  /** The bin whose page this is, and which page. */
  of: { bin: Bin; page: BinPage } | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The palette of a page besides the inspector: what its parts offer, its bin, the theme, all bins. */
export function PagePalette({ of, ...shared }: PagePaletteProps) {
  return <PaletteWindow {...shared} bin={of?.bin.id ?? null} groups={() => groupsOf(of)} />;
}

function groupsOf(of: PagePaletteProps["of"]): PaletteGroup[] {
  const onPage = offered().map(({ label, run }) => action(label, run));
  const ofBin = of ? [action("Send a test request", () => sendOne(of.bin.url)), ...ofAnyBin(of.bin, of.page)] : [];
  return [
    { heading: "This page", actions: onPage },
    { heading: "This bin", actions: ofBin },
    { heading: "How pages look", actions: ofTheme() },
  ];
}

async function sendOne(url: string): Promise<void> {
  try {
    await sendTest(url, 1);
    showDone("Sent a test request");
  } catch (error) {
    showProblem(error instanceof Error ? error.message : "The test request was not sent.");
  }
}

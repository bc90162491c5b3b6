"use client";
import { useEffect, useRef, useState } from "react";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { whenIdle } from "#components/ui/when-idle.ts";
import { isWindowOpen } from "#components/ui/window-open.ts";
import type { PagePaletteProps } from "./page-palette.tsx";
import { isPaletteKey } from "./palette-key.ts";
import { PaletteTrigger } from "./palette-trigger.tsx";

const load = async () => (await import("./page-palette.tsx")).PagePalette;
const PagePalette = lazyPart(load, { name: "This window", floating: true });
/** One that does not come now is asked for again when it is needed. */
const fetchIt = () => void load().catch(() => undefined);

/** Opens the palette of a page, by its button or by Ctrl K (⌘ K). It is fetched when the browser is idle, or about to be needed. */
export function PaletteButton({ of = null }: { of?: PagePaletteProps["of"] }) {
  const [open, setOpen] = useState(false);
  const isOpen = useRef(open);
  isOpen.current = open;
  useEffect(() => {
    whenIdle(fetchIt);
    const hear = (event: KeyboardEvent) => {
      if (!isPaletteKey(event)) return;
      event.preventDefault();
      if (isOpen.current) setOpen(false);
      // A window that is open may hold a draft.
      else if (!isWindowOpen()) setOpen(true);
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
  return (
    <>
      <PaletteTrigger onOpen={() => setOpen(true)} onNear={fetchIt} />
      {open ? <PagePalette of={of} open onOpenChange={setOpen} /> : null}
    </>
  );
}

"use client";
import { PaletteWindow, type PaletteWindowProps } from "#components/palette/palette-window.tsx";
import type { PaletteContext } from "./palette-action.ts";
import { paletteActions } from "./palette-actions.ts";

type InspectorPaletteProps = Pick<PaletteWindowProps, "open" | "onOpenChange"> & { context: PaletteContext };

/** The palette of the inspector: everything its lists, parts, menus and keys can do. */
export function InspectorPalette({ context, ...shared }: InspectorPaletteProps) {
  return <PaletteWindow {...shared} bin={context.bin.id} groups={() => paletteActions(context)} />;
}

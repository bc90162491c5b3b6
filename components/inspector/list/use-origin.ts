"use client";
import { useRef } from "react";
import type { Window } from "../session/window.ts";

/**
 * The index of the row from which the places of all rows are measured: one row as long as it is held, else one that is drawn. So a row's
 * place stays when others come above it, and what moves is the one thing that holds them all.
 */
export function useOrigin({ rows, newer }: Window, firstDrawn: number): number {
  const origin = useRef<number | null>(null);
  const index = rows.findIndex(({ seq }) => seq === origin.current);
  if (index >= 0) return newer + index;
  const near = Math.min(Math.max(firstDrawn - newer, 0), Math.max(rows.length - 1, 0));
  origin.current = rows[near]?.seq ?? null;
  return newer + near;
}

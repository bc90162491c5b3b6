"use client";
import { isApple } from "#components/ui/keys-here.ts";

/** Ctrl K; ⌘ K on Apple's keyboards, where Ctrl K belongs to text fields: it cuts the rest of the line. */
export function isPaletteKey({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
  const isHeld = isApple() ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  return key.toLowerCase() === "k" && isHeld && !shiftKey && !altKey;
}

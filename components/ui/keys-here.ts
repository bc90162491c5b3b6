"use client";

/** On Apple's keyboards ⌘ does what Ctrl does elsewhere. */
export function isApple(): boolean {
  return /^(Mac|iP)/.test(navigator.platform);
}

/** Keys as this reader's keyboard has them, in the page only: a server knows no keyboard. */
export function keysHere(keys: string): string {
  return isApple() ? keys.replace("Ctrl", "⌘") : keys;
}

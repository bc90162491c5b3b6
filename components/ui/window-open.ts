/** One that is closing is open no more. */
const WINDOWS = "[role=dialog]:not([data-side]):not([data-closed]), [role=alertdialog]:not([data-closed])";

/** A window over the page; a popover stands at a side of something and has the attribute that says at which. */
export function isWindowOpen(): boolean {
  return document.querySelector(WINDOWS) !== null;
}

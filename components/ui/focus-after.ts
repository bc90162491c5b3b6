import type { RefObject } from "react";

/** Inside of what is closing, or on one of the library's guards around it. */
const LEFT_BEHIND = "[data-closed], [data-base-ui-focus-guard]";

/**
 * Where the focus goes when a popup has gone: back to its button. It stays where it is when it has moved on meanwhile: into a field that a
 * command of the popup opened, or to what was pressed beside it. A popup goes only after it has faded, when somebody may be typing already.
 */
export function focusAfter(anchor: RefObject<HTMLElement | null>): HTMLElement | null | false {
  const { activeElement, body } = document;
  const isLost = activeElement === null || activeElement === body || activeElement.closest(LEFT_BEHIND) !== null;
  return isLost ? anchor.current : false;
}

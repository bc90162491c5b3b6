/**
 * Lists whose members can be removed mark, in each member, the control that stands for it with `data-one-of`, and what adds one with
 * `data-add-to`; both name the list. The focus would be lost with the button that was pressed.
 */

/** What stands for the member in this place, else for the last one, else what adds one. */
export function oneInPlace(list: string, place: number, root: ParentNode = document): HTMLElement | null {
  const ones = onesOf(list, root);
  return ones[Math.min(place, ones.length - 1)] ?? adderOf(list, root);
}

/**
 * To be called before the row in this place is removed from rows that are told apart by their place: the focus goes to what will stand
 * there, else to the last row, else to what adds one. Once it is lost, a window would take it for itself.
 */
export function focusBeforeRemoval(list: string, place: number, root: ParentNode | null): void {
  if (!root) return;
  const left = onesOf(list, root).slice(0, -1);
  (left[Math.min(place, left.length - 1)] ?? adderOf(list, root))?.focus();
}

function onesOf(list: string, root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(`[data-one-of=${list}]`)];
}

function adderOf(list: string, root: ParentNode): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[data-add-to=${list}]`);
}

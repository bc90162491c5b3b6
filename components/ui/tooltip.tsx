import { cloneElement, type ReactElement } from "react";

type Hinted = { "data-hint"?: string; "data-hint-keys"?: string | undefined };

/**
 * A hint beside a control, shown by the page's one <Hints>. The control needs its own accessible name: a hint is for the eye, and not
 * announced. `keys` is the shortcut that does the same.
 */
export function Tooltip({
  hint,
  keys,
  children,
}: {
  hint: string;
  keys?: string | undefined;
  children: ReactElement<Hinted>;
}) {
  return cloneElement(children, { "data-hint": hint, "data-hint-keys": keys });
}

import { cx } from "./cx.ts";

/** The shape of what is on its way. Decoration: the region around it says that it loads. */
export function Skeleton({ className }: { className: string }) {
  return (
    <span aria-hidden className={cx("block animate-pulse rounded-sm bg-pressed forced-colors:border", className)} />
  );
}

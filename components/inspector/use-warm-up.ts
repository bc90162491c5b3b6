"use client";
import { useEffect } from "react";
import { whenIdle } from "#components/ui/when-idle.ts";

/** What loads when it is first needed, the likeliest first. */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import("./body/body-section.tsx"),
  () => import("./body/rows-in-window.tsx"),
  () => import("./body/text-view.tsx"),
  () => import("./body/load-whole.tsx"),
  () => import("./body/fields-view.tsx"),
  () => import("./body/parts-view.tsx"),
  () => import("./body/find-field.tsx"),
  () => import("./body/hex-view.tsx"),
  () => import("#components/ui/menu-popup.tsx"),
  () => import("./filter/ways-to-filter.tsx"),
  () => import("./filter/misread-terms.tsx"),
  () => import("./filter/nothing-fits.tsx"),
  () => import("./detail/raw-tab.tsx"),
  () => import("./resend/resend-window.tsx"),
  () => import("./detail/reply-tab.tsx"),
  () => import("./detail/deliveries-tab.tsx"),
  () => import("./palette/inspector-palette.tsx"),
  () => import("./windows/reply-window.tsx"),
  () => import("#components/ui/toaster.tsx"),
  () => import("#components/ui/confirm-window.tsx"),
  () => import("./windows/compare-window.tsx"),
  () => import("./windows/settings-window.tsx"),
  () => import("./windows/help-window.tsx"),
  () => import("./windows/qr-window.tsx"),
  () => import("#components/ui/popover-window.tsx"),
  () => import("./list/chosen-bar.tsx"),
  () => import("./detail/note-part.tsx"),
  () => import("./body/table-view.tsx"),
  () => import("./body/media-view.tsx"),
  () => import("./bin-gone.tsx"),
];

/** So long after the page has appeared; then one part each time the browser has nothing better to do. */
const WAIT_MS = 1000;

/**
 * Fetches the parts that load when first needed, once the page has come to rest: so that they open at once, and also when the connection
 * is gone by then.
 */
export function useWarmUp(): void {
  useEffect(() => {
    let current = true;
    const fetchFrom = (at: number) => {
      const part = PARTS[at];
      if (!current || !part) return;
      whenIdle(() => {
        const next = () => fetchFrom(at + 1);
        // One that does not come now is asked for again when it is needed.
        part().then(next, next);
      });
    };
    const timer = setTimeout(() => fetchFrom(0), WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, []);
}

"use client";
import { useEffect } from "react";

const WAIT_MS = 1500;

/**
 * Fetches the parts that load when first needed, once the page has come to rest: so that they open at once, and also when the connection
 * is gone by then.
 */
export function useWarmUp(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const parts = [
        import("./body/body-section.tsx"),
        import("./detail/raw-tab.tsx"),
        import("./windows/reply-window.tsx"),
        import("./resend/resend-window.tsx"),
        import("./windows/settings-window.tsx"),
        import("./windows/help-window.tsx"),
        import("./palette/palette-window.tsx"),
        import("./windows/compare-window.tsx"),
        import("#components/ui/toaster.tsx"),
      ];
      // One that does not come now is asked for again when it is needed.
      for (const part of parts) part.catch(() => undefined);
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, []);
}

"use client";
import { useEffect } from "react";
import { Toaster as SonnerToaster, toast } from "sonner";
import { showWaiting } from "./notify.ts";

/** Shows short messages; toasts.tsx fetches it for the first one. */
export function Toaster() {
  useEffect(() => showWaiting(toast), []);
  return (
    <SonnerToaster
      position="bottom-center"
      offset={20}
      mobileOffset={{ bottom: "calc(4.5rem + env(safe-area-inset-bottom))" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center gap-3 rounded-lg border border-line bg-raised px-3.5 py-3 font-sans text-sm text-ink shadow-high sm:w-(--width)",
          content: "flex-1 min-w-0",
          title: "font-medium",
          description: "text-soft",
          icon: "text-bad",
          actionButton:
            "shrink-0 rounded-md border border-line-strong bg-surface px-2.5 py-1 text-sm font-medium text-ink hover:bg-hover",
        },
      }}
    />
  );
}

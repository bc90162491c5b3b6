"use client";
import { type ComponentType, useEffect, useState } from "react";
import { whenFirstMessage } from "./notify.ts";

/** Where short messages appear. One per page. What could not be fetched for one message is fetched again for the next; none is lost. */
export function Toasts() {
  const [Shown, setShown] = useState<ComponentType | null>(null);
  useEffect(() => {
    let current = true;
    const stop = whenFirstMessage(() => {
      import("./toaster.tsx").then(
        ({ Toaster }) => current && setShown(() => Toaster),
        () => undefined,
      );
    });
    return () => {
      current = false;
      stop();
    };
  }, []);
  return Shown ? <Shown /> : null;
}

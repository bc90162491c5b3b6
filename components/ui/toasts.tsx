"use client";
import { lazy, Suspense, useEffect, useState } from "react";
import { whenFirstMessage } from "./notify.ts";

const Toaster = lazy(async () => ({ default: (await import("./toaster.tsx")).Toaster }));

/** Where short messages appear. One per page. */
export function Toasts() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => whenFirstMessage(() => setWanted(true)), []);
  return wanted ? (
    <Suspense fallback={null}>
      <Toaster />
    </Suspense>
  ) : null;
}

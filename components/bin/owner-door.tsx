"use client";
import { type ReactNode, useEffect } from "react";
import { BinGone } from "#components/inspector/bin-gone.tsx";
import { DoorProblem, DoorWaiting } from "./door.tsx";
import { useClaim } from "./use-claim.ts";

/**
 * The door of a page that arrives filled: `#key=…` in the address first makes this browser an owner, and then the page is read anew. Null
 * children: this browser may not read the bin (yet). To one that may, a key that fails changes nothing.
 */
export function OwnerDoor({ bin, children }: { bin: string; children: ReactNode | null }) {
  const { claim, retry } = useClaim(bin);
  const isFilled = children !== null;
  const isOwnerNow = claim.kind === "owner" && !isFilled;
  useEffect(() => {
    if (isOwnerNow) location.reload();
  }, [isOwnerNow]);
  if (isFilled) return children;
  switch (claim.kind) {
    case "looking":
    case "owner":
      return <DoorWaiting />;
    case "none":
    case "refused":
      return <BinGone bin={bin} wasOpen={false} />;
    case "failed":
      return <DoorProblem problem={claim.problem} onRetry={retry} />;
  }
}

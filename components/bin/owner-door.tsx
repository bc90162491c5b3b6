"use client";
import { type ReactNode, useEffect, useState } from "react";
import { BinGone } from "#components/inspector/bin-gone.tsx";
import { api } from "#components/inspector/session/api.ts";
import { rememberKey } from "./keys.ts";
import { takeKey } from "./take-key.ts";

/**
 * The door of a page that arrives filled: `#key=…` in the address first makes this browser an owner, and then the page is read anew. Null
 * children: this browser may not read the bin (yet).
 */
export function OwnerDoor({ bin, children }: { bin: string; children: ReactNode | null }) {
  const [state, setState] = useState<"looking" | "open" | "refused">(children === null ? "looking" : "open");
  const isFilled = children !== null;
  useEffect(() => {
    const key = takeKey();
    if (key === null) {
      if (!isFilled) setState("refused");
      return;
    }
    api.claimBin(bin, key).then(
      () => {
        rememberKey(bin, key);
        if (!isFilled) location.reload();
      },
      () => setState("refused"),
    );
  }, [bin, isFilled]);
  if (state === "refused") return <BinGone bin={bin} wasOpen={false} />;
  return state === "open" ? children : <div className="h-dvh bg-canvas" aria-busy="true" />;
}

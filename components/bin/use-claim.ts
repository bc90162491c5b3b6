"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiProblem, api } from "#components/inspector/session/api.ts";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import { rememberKey } from "./keys.ts";
import { takeKey } from "./take-key.ts";

export type Claim =
  | { kind: "looking" }
  /** No key in the address. */
  | { kind: "none" }
  | { kind: "owner" }
  /** The key does not open this bin. */
  | { kind: "refused" }
  /** Nobody knows yet whether it does. */
  | { kind: "failed"; problem: string };

/** Makes this browser an owner with `#key=…` in the address. The key stays in hand, and nowhere else, until the server has answered. */
export function useClaim(bin: string): { claim: Claim; retry: () => void } {
  const [claim, setClaim] = useState<Claim>({ kind: "looking" });
  const [tries, setTries] = useState(0);
  const inHand = useRef<string | null>(null);
  useEffect(() => {
    void tries;
    const key = takeKey() ?? inHand.current;
    inHand.current = key;
    if (key === null) {
      setClaim({ kind: "none" });
      return;
    }
    api.claimBin(bin, key).then(
      () => {
        rememberKey(bin, key);
        setClaim({ kind: "owner" });
      },
      (error) => setClaim(isRefusal(error) ? { kind: "refused" } : { kind: "failed", problem: sentenceOf(error) }),
    );
  }, [bin, tries]);
  const retry = useCallback(() => {
    setClaim({ kind: "looking" });
    setTries((count) => count + 1);
  }, []);
  return { claim, retry };
}

/** The server knows this bin and this key, and they do not belong together, or it knows no such bin: it never says which. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 404 || error.status === 401);
}

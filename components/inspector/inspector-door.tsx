"use client";
import { useEffect, useState } from "react";
import { rememberKey } from "#components/bin/keys.ts";
import { takeKey } from "#components/bin/take-key.ts";
import { GonePart } from "./gone-part.ts";
import { Inspector, type InspectorProps } from "./inspector.tsx";
import { api } from "./session/api.ts";

/** `#key=…` in the address first makes this browser an owner. */
export function InspectorDoor(props: InspectorProps) {
  const [state, setState] = useState<"looking" | "open" | "refused">(props.initial ? "open" : "looking");
  const { binId } = props;
  useEffect(() => {
    const key = takeKey();
    if (key === null) {
      setState((before) => (before === "looking" ? "open" : before));
      return;
    }
    api.claimBin(binId, key).then(
      () => {
        rememberKey(binId, key);
        setState("open");
      },
      () => setState("refused"),
    );
  }, [binId]);
  if (state === "refused") return <GonePart bin={binId} wasOpen={false} />;
  return state === "open" ? <Inspector {...props} /> : <div className="h-dvh bg-canvas" aria-busy="true" />;
}

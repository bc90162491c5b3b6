"use client";
import { DoorProblem, DoorWaiting } from "#components/bin/door.tsx";
import { useClaim } from "#components/bin/use-claim.ts";
import { GonePart } from "./gone-part.ts";
import { Inspector, type InspectorProps } from "./inspector.tsx";
import type { Preferences } from "./preferences.ts";
import { PreferencesDrawn } from "./use-preferences.ts";

/** `#key=…` in the address first makes this browser an owner. To one that is, a key that fails changes nothing. */
export function InspectorDoor({ preferences, ...props }: InspectorProps & { preferences: Preferences }) {
  return (
    <PreferencesDrawn value={preferences}>
      <Door {...props} />
    </PreferencesDrawn>
  );
}

function Door(props: InspectorProps) {
  const { claim, retry } = useClaim(props.binId);
  if (props.initial) return <Inspector {...props} />;
  switch (claim.kind) {
    case "looking":
      return <DoorWaiting />;
    case "none":
    case "owner":
      return <Inspector {...props} />;
    case "refused":
      return <GonePart bin={props.binId} wasOpen={false} />;
    case "failed":
      return <DoorProblem problem={claim.problem} onRetry={retry} />;
  }
}

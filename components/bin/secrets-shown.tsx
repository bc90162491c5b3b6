"use client";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { createContext, use, useMemo, useState } from "react";
import { useOffer } from "#components/palette/on-screen.ts";
import { RowTool } from "#components/ui/row-tool.tsx";

/** Whether all secrets of what is around are shown; `turn` counts how often that was changed. */
export type SecretsShown = { areShown: boolean; turn: number; toggle: () => void };

/** Where nothing holds the choice, secrets are shown one by one. */
export const SecretsContext = createContext<Omit<SecretsShown, "toggle"> & { toggle: (() => void) | null }>({
  areShown: false,
  turn: 0,
  toggle: null,
});

/** One choice for all secrets of one thing, such as a capture: with the next one they are covered again. */
export function useSecretsShown(of: number | string): SecretsShown {
  const [state, setState] = useState({ of, areShown: false, turn: 0 });
  // Forgotten at once: also who comes back asks again.
  if (state.of !== of) setState({ of, areShown: false, turn: state.turn + 1 });
  const areShown = state.of === of && state.areShown;
  return useMemo(
    () => ({
      ...{ areShown, turn: state.turn },
      toggle: () => setState(({ turn }) => ({ of, areShown: !areShown, turn: turn + 1 })),
    }),
    [of, areShown, state.turn],
  );
}

/** Shows every secret of the capture, and covers them again; the palette does the same. Stands where one is. */
export function SecretsButton({ className }: { className?: string }) {
  const { areShown, toggle } = use(SecretsContext);
  const label = areShown ? "Cover secrets" : "Show secrets";
  useOffer(() => (toggle ? [{ label, run: toggle }] : []));
  if (!toggle) return null;
  return (
    <RowTool
      label={label}
      onClick={toggle}
      icon={areShown ? <EyeOff aria-hidden className="size-3.5" /> : <Eye aria-hidden className="size-3.5" />}
      {...(className !== undefined && { className })}
    />
  );
}

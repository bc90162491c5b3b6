"use client";
import { useEffect, useState } from "react";
import { ApiProblem } from "#components/inspector/session/api.ts";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import type { TemplateWarning } from "#lib/model/rule.ts";
import type { Trial } from "#lib/model/rule-trial.ts";
import type { WireRule } from "./rule-draft.ts";
import { rulesApi } from "./rules-api.ts";

export type TrialState =
  | { kind: "none" }
  | { kind: "trying"; before: Trial | null }
  | { kind: "done"; trial: Trial; warnings: readonly TemplateWarning[] }
  /** The rule cannot be tried as it stands. */
  | { kind: "unfit"; said: string }
  | { kind: "failed"; said: string };

const SETTLE_MS = 350;

/** Tries these rules against a capture, again when they change and rest. The warnings are those of the rule at `place`. */
export function useTrial(bin: string, seq: number | null, rules: readonly WireRule[], place: number): TrialState {
  const [state, setState] = useState<TrialState>({ kind: "none" });
  const text = JSON.stringify(rules);
  useEffect(() => {
    if (seq === null) return;
    const stop = new AbortController();
    const list: WireRule[] = JSON.parse(text);
    setState((before) => ({ kind: "trying", before: before.kind === "done" ? before.trial : null }));
    const run = async () => {
      const trial = await rulesApi.tryAgainst(bin, seq, list, stop.signal);
      const own = list[place];
      const answers = trial.rules[place]?.outcome === "answers";
      // What its templates lack is known only where it answers; so it is asked alone, without conditions.
      const alone =
        answers || !own
          ? trial
          : await rulesApi.tryAgainst(bin, seq, [{ ...own, enabled: true, conditions: [] }], stop.signal);
      setState({ kind: "done", trial, warnings: alone.warnings });
    };
    const timer = setTimeout(() => {
      run().catch((error) => {
        if (stop.signal.aborted) return;
        const isUnfit = error instanceof ApiProblem && error.code === "invalid_input";
        setState(
          isUnfit
            ? { kind: "unfit", said: error.fields[0]?.message ?? error.message }
            : { kind: "failed", said: sentenceOf(error) },
        );
      });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [bin, seq, text, place]);
  return state;
}

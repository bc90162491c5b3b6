"use client";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import { useCallback, useEffect, useState } from "react";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatCount } from "#components/ui/format.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { showDone, showProblem } from "#components/ui/notify.ts";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Ago } from "#components/ui/time.tsx";
import type { Rule, RuleCounter } from "#lib/model/rule.ts";
import { rulesApi } from "./rules-api.ts";

export type CountersWindowProps = { bin: string; rule: Rule; name: string; onClose: () => void };

/** How far each run through a sequence has come, and starting again. */
export function CountersWindow({ bin, rule, name, onClose }: CountersWindowProps) {
  const [counters, setCounters] = useState<readonly RuleCounter[] | null>(null);
  const [problem, setProblem] = useState("");
  const load = useCallback(
    async (signal: AbortSignal) => {
      try {
        setCounters(await rulesApi.counters(bin, rule.id, signal));
        setProblem("");
      } catch (error) {
        if (!signal.aborted) setProblem(sentenceOf(error));
      }
    },
    [bin, rule.id],
  );
  useEffect(() => {
    const stop = new AbortController();
    void load(stop.signal);
    return () => stop.abort();
  }, [load]);
  const reset = async (scope?: string) => {
    try {
      await rulesApi.reset(bin, rule.id, scope);
      showDone(scope === undefined ? "Every run starts again" : "This run starts again");
      await load(new AbortController().signal);
    } catch (error) {
      showProblem(sentenceOf(error));
    }
  };
  const steps = rule.action.kind === "sequence" ? rule.action.steps.length : 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Counters of “${name}”`}
      description="Each run through the sequence, those used last first."
      width="max-w-lg"
      footer={
        <Button disabled={!counters || counters.length === 0} onClick={() => void reset()}>
          Start all again
        </Button>
      }
    >
      {problem ? (
        <Problem title="The counters could not be loaded" onRetry={() => void load(new AbortController().signal)}>
          {problem}
        </Problem>
      ) : counters === null ? (
        <Skeleton className="h-24 w-full" />
      ) : counters.length === 0 ? (
        <p className="py-6 text-center text-sm text-soft">No run has begun: the next request gets step 1.</p>
      ) : (
        <ul className="divide-y rounded-lg border text-sm">
          {counters.map(({ scope, count, next, usedAt }) => (
            <li key={scope} className="flex items-center gap-3 px-3 py-2">
              <div className="min-w-0 flex-1">
                <p className="clipped">{scope || "the whole bin"}</p>
                <p className="text-soft">
                  {formatCount(count)} answered, {next === null ? "over" : `next: step ${next + 1} of ${steps}`},{" "}
                  <Ago iso={usedAt} />
                </p>
              </div>
              <IconButton
                label={`Start ${scope || "the whole bin"} again`}
                icon={<RotateCcw aria-hidden className="size-4" />}
                onClick={() => void reset(scope)}
              />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

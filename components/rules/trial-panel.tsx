"use client";
import Send from "lucide-react/icons/send";
import { useCallback, useEffect, useId, useState } from "react";
import { coverTarget } from "#components/bin/secret-names.ts";
import { sendTest } from "#components/inspector/send-test.ts";
import { api } from "#components/inspector/session/api.ts";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { shownTarget } from "#lib/http/target.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";
import type { TemplateWarning } from "#lib/model/rule.ts";
import type { WireRule } from "./rule-draft.ts";
import { TrialResult } from "./trial-result.tsx";
import { useTrial } from "./use-trial.ts";

export type TrialPanelProps = {
  bin: Bin;
  rules: readonly WireRule[];
  /** Which of them is edited. */
  place: number;
  /** Hears what the edited rule's templates lack with the chosen capture. */
  onWarnings: (warnings: readonly TemplateWarning[] | null) => void;
};

/** "Try against a capture": which rule would answer, with what, and why the others would not. Saves nothing. */
export function TrialPanel({ bin, rules, place, onWarnings }: TrialPanelProps) {
  const id = useId();
  const [captures, setCaptures] = useState<readonly Summary[] | null>(null);
  const [problem, setProblem] = useState("");
  const [seq, setSeq] = useState<number | null>(null);
  const [sending, setSending] = useState(false);
  const load = useCallback(
    async (signal: AbortSignal) => {
      try {
        const page = await api.listCaptures(bin.id, { kind: "newest" }, signal);
        const whole = page.captures.filter(({ kind }) => kind === "message");
        setProblem("");
        setCaptures(whole);
        setSeq((before) => before ?? whole[0]?.seq ?? null);
      } catch (error) {
        if (!signal.aborted) setProblem(sentenceOf(error));
      }
    },
    [bin.id],
  );
  useEffect(() => {
    const stop = new AbortController();
    void load(stop.signal);
    return () => stop.abort();
  }, [load]);
  const state = useTrial(bin.id, seq, rules, place);
  const warnings = state.kind === "done" ? state.warnings : null;
  useEffect(() => {
    if (warnings) onWarnings(warnings);
  }, [warnings, onWarnings]);

  const sendOne = async () => {
    setSending(true);
    try {
      await sendTest(bin.url, 1);
      await load(new AbortController().signal);
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setSending(false);
    }
  };

  const trial = state.kind === "done" ? state.trial : state.kind === "trying" ? state.before : null;
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col gap-3 self-start rounded-xl border bg-canvas p-4 lg:sticky lg:top-0"
    >
      <div>
        <h3 id={id} className="text-base font-semibold">
          Try against a capture
        </h3>
        <p className="text-sm text-faint">As the rules stand here. Nothing is sent or saved.</p>
      </div>
      {problem ? (
        <Notice
          tone="bad"
          action={
            <Button size="sm" onClick={() => void load(new AbortController().signal)}>
              Try again
            </Button>
          }
        >
          {problem}
        </Notice>
      ) : null}
      {captures === null && !problem ? <Skeleton className="h-8 w-full" /> : null}
      {captures?.length === 0 ? (
        <div className="flex flex-col items-start gap-2.5 text-sm text-soft">
          <p>This bin has no captures yet.</p>
          <Button
            size="sm"
            busy={sending}
            onClick={() => void sendOne()}
            icon={<Send aria-hidden className="size-3.5" />}
          >
            Send a test request
          </Button>
        </div>
      ) : null}
      {captures && seq !== null ? (
        <Select
          label="Capture"
          value={String(seq)}
          choices={captures.map((one) => ({
            value: String(one.seq),
            label: `#${one.seq} ${one.method} ${coverTarget(shownTarget(bin.id, one.target).slice(0, 60))}`,
          }))}
          onChange={(chosen) => setSeq(Number(chosen))}
          mono
        />
      ) : null}
      <div aria-live="polite" aria-busy={state.kind === "trying"} className="overflow-x-clip">
        {state.kind === "unfit" ? <p className="text-sm text-soft">Not ready to be tried: {state.said}</p> : null}
        {state.kind === "failed" ? <Notice tone="bad">{state.said}</Notice> : null}
        {state.kind === "trying" && !trial ? <Skeleton className="h-24 w-full" /> : null}
        {trial ? <TrialResult trial={trial} place={place} binStatus={bin.reply.status} /> : null}
      </div>
    </section>
  );
}

"use client";
import Play from "lucide-react/icons/play";
import { useState } from "react";
import { EditForm, FormSentence } from "#components/form/edit-form.tsx";
import { invalidInput } from "#components/form/problem-under.ts";
import { useAttempt } from "#components/form/use-attempt.ts";
import { useBroughtIntoView } from "#components/inspector/resend/use-brought-into-view.ts";
import { lastTarget, rememberTarget } from "#components/inspector/windows/targets.ts";
import { useTask } from "#components/inspector/windows/use-task.ts";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatCount } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Bin } from "#lib/model/bin.ts";
import { deliveriesApi } from "./deliveries-api.ts";
import { DestinationFields } from "./destination-fields.tsx";
import { type ReplayDraft, rangeOf, replayDraft, replayOf } from "./replay-draft.ts";
import { ReplayFailures } from "./replay-failures.tsx";
import { ReplayFields } from "./replay-fields.tsx";
import { ReplayMark, ReplayProgress } from "./replay-progress.tsx";
import { RetryFields } from "./retry-fields.tsx";
import { useReplay } from "./use-replay.ts";

export type ReplayWindowProps = {
  bin: Bin;
  /** The captures, in any order: they go the oldest first. Null asks for a range. */
  seqs: readonly number[] | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Sends many captures in order, as often and as fast as wanted, and shows how far it has come. It goes on when the window is closed. */
export function ReplayWindow({ bin, seqs, open, onOpenChange }: ReplayWindowProps) {
  const [draft, setDraft] = useState<ReplayDraft>(() => replayDraft({ target: "", url: lastTarget(bin.id) }));
  const [range, setRange] = useState({ from: "", to: "" });
  const [sent, setSent] = useState({ draft, range });
  const { at, busy, sentence, run } = useAttempt();
  const { state: targets } = useTask((signal) => deliveriesApi.listTargets(bin.id, signal), [bin.id]);
  const followed = useReplay(bin.id);
  const { replay } = followed;
  const progress = useBroughtIntoView(replay?.id ?? null);
  const edit = (changes: Partial<ReplayDraft>) => setDraft((before) => ({ ...before, ...changes }));

  const start = () =>
    run(async () => {
      const read = replayOf(draft);
      if ("problems" in read) throw invalidInput(read.problems);
      const which = seqs ? { captures: seqs.toSorted((a, b) => a - b) } : { range: rangeOrThrow(range, bin) };
      followed.follow(await deliveriesApi.startReplay(bin.id, { ...read.wanted, ...which }));
      setSent({ draft, range });
      if (draft.target === "") rememberTarget(bin.id, draft.url);
    });
  const cancel = () =>
    run(async () => {
      const ended = replay && (await deliveriesApi.endReplay(bin.id, replay.id));
      if (ended) followed.follow(ended);
    });

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      isDirty={JSON.stringify({ draft, range }) !== JSON.stringify(sent)}
      shape="sheet"
      title={titleOf(seqs)}
      description="As they were captured, the oldest first, each after the one before was answered."
      footer={
        <>
          <FormSentence>{sentence}</FormSentence>
          {replay?.state === "running" ? (
            <Button busy={busy} onClick={() => void cancel()}>
              Cancel replay
            </Button>
          ) : (
            <Button
              look="primary"
              busy={busy}
              onClick={() => void start()}
              icon={<Play aria-hidden className="size-4" />}
            >
              {replay ? "Replay again" : "Start replay"}
            </Button>
          )}
        </>
      }
    >
      <EditForm onSave={() => replay?.state !== "running" && start()} className="gap-7">
        <div ref={progress} className="empty:hidden">
          {replay ? (
            <section aria-label="This replay" className="flex flex-col gap-3 rounded-lg border bg-canvas p-3">
              <div className="flex items-center gap-2">
                <ReplayMark replay={replay} />
                <a
                  href={`/bins/${bin.id}/deliveries?replay=${replay.id}`}
                  className={`${buttonClass("ghost", "sm")} ml-auto`}
                >
                  Show its deliveries
                </a>
              </div>
              <div>
                <ReplayProgress replay={replay} />
                <ReplayFailures bin={bin.id} replay={replay} />
              </div>
              {followed.problem ? <Notice tone="bad">{followed.problem}</Notice> : null}
            </section>
          ) : null}
        </div>
        <fieldset className="flex min-w-0 flex-col gap-3">
          <legend className="mb-2 text-sm font-semibold">Where to</legend>
          <DestinationFields
            destination={draft}
            targets={targets.kind === "done" ? targets.value : []}
            onChange={edit}
            at={at}
          />
        </fieldset>
        {seqs ? null : (
          <fieldset className="flex min-w-0 flex-col gap-3">
            <legend className="mb-2 text-sm font-semibold">Which captures</legend>
            <div className="grid items-start gap-3 sm:grid-cols-2">
              <TextField
                label="From number"
                value={range.from}
                onChange={(from) => setRange({ ...range, from })}
                placeholder="The oldest"
                inputMode="numeric"
                problem={at("range") ?? at("captures")}
                mono
              />
              <TextField
                label="To number"
                value={range.to}
                onChange={(to) => setRange({ ...range, to })}
                placeholder={bin.lastSeq > 0 ? `#${bin.lastSeq}, the newest` : "The newest"}
                inputMode="numeric"
                mono
              />
            </div>
          </fieldset>
        )}
        <ReplayFields draft={draft} edit={edit} at={at} />
        <RetryFields draft={draft} edit={edit} at={at} />
      </EditForm>
    </Dialog>
  );
}

function titleOf(seqs: readonly number[] | null): string {
  if (!seqs) return "Replay captures";
  return seqs.length === 1 ? "Replay 1 capture" : `Replay ${formatCount(seqs.length)} captures`;
}

function rangeOrThrow({ from, to }: { from: string; to: string }, bin: Bin): { from: number; to: number } {
  const range = rangeOf(from, to, bin.lastSeq);
  const message = "Write the numbers of captures, such as 12";
  if (range === null) throw invalidInput([{ path: "range", message }]);
  return range;
}

"use client";
import Send from "lucide-react/icons/send";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatCount } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { OutcomeBar } from "#components/ui/outcome-bar.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Bin } from "#lib/model/bin.ts";
import { api } from "../session/api.ts";
import { sentenceFor } from "./problem-under.ts";
import { lastTarget, rememberTarget } from "./targets.ts";

type Progress = { sent: number; refused: { seq: number; why: string }[] };

export type ResendManyWindowProps = {
  bin: Bin;
  seqs: readonly number[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Sends captures to one address, the oldest first, one after the other. Closing the window stops before the next. */
export function ResendManyWindow({ bin, seqs, open, onOpenChange }: ResendManyWindowProps) {
  const [url, setUrl] = useState(() => lastTarget(bin.id));
  const [busy, setBusy] = useState(false);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [problem, setProblem] = useState("");
  const stopped = useRef(false);
  useEffect(() => {
    stopped.current = false;
    return () => {
      stopped.current = true;
    };
  }, []);

  const send = async () => {
    setBusy(true);
    setProblem("");
    const done: Progress = { sent: 0, refused: [] };
    for (const seq of seqs.toSorted((a, b) => a - b)) {
      if (stopped.current) return;
      try {
        const { state, attempts } = await api.deliver(bin.id, seq, { url });
        const last = attempts.at(-1);
        if (state === "succeeded") done.sent += 1;
        else done.refused.push({ seq, why: last?.error?.message ?? `Answered ${last?.status ?? "nothing"}` });
      } catch (error) {
        // What is wrong with the first is wrong with all: an address that may not be reached, say.
        if (done.sent + done.refused.length === 0) {
          setProblem(sentenceFor(error));
          break;
        }
        done.refused.push({ seq, why: sentenceFor(error) });
      }
      setProgress({ ...done });
    }
    rememberTarget(bin.id, url);
    setBusy(false);
  };

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={seqs.length === 1 ? "Resend 1 capture" : `Resend ${formatCount(seqs.length)} captures`}
      description="As they were captured, the oldest first, one after the other."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextField
          label="Target URL"
          value={url}
          onChange={setUrl}
          placeholder="http://localhost:8080/webhooks"
          inputMode="url"
          autoComplete="url"
          name="target"
          mono
        />
        {problem ? <Notice tone="bad">{problem}</Notice> : null}
        {progress ? (
          <div className="flex flex-col gap-2">
            <OutcomeBar total={seqs.length} good={progress.sent} bad={progress.refused.length} />
            <p role="status" className="figures text-sm text-soft">
              {formatCount(progress.sent)} of {formatCount(seqs.length)} succeeded
              {progress.refused.length > 0 ? `, ${formatCount(progress.refused.length)} failed` : ""}
            </p>
          </div>
        ) : null}
        {progress && progress.refused.length > 0 ? (
          <ul className="flex max-h-40 flex-col gap-1.5 overflow-y-auto text-sm">
            {byReason(progress.refused).map(([why, failed]) => (
              <li key={why}>
                <Notice tone="bad">
                  {why} <span className="figures text-soft">{failed.map((seq) => `#${seq}`).join(", ")}</span>
                </Notice>
              </li>
            ))}
          </ul>
        ) : null}
        <Button
          type="submit"
          look="primary"
          busy={busy}
          disabled={url.trim() === ""}
          icon={<Send aria-hidden className="size-4" />}
          className="self-end"
        >
          Send
        </Button>
      </form>
    </Dialog>
  );
}

/** Most fail for the same reason: each is said once. */
function byReason(refused: Progress["refused"]): [why: string, seqs: number[]][] {
  const reasons = new Map<string, number[]>();
  for (const { seq, why } of refused) reasons.set(why, [...(reasons.get(why) ?? []), seq]);
  return [...reasons];
}

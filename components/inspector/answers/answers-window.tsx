"use client";
import { useMemo, useState } from "react";
import { deliveriesApi } from "#components/deliveries/deliveries-api.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Capture } from "#lib/model/capture.ts";
import type { Delivery } from "#lib/model/delivery.ts";
import { useTask } from "../windows/use-task.ts";
import { answersOf, firstPair } from "./answers.ts";
import { SideBySide } from "./side-by-side.tsx";

export type AnswersWindowProps = {
  bin: string;
  capture: Capture;
  deliveries: readonly Delivery[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Two answers to one capture side by side: of two attempts, or of an attempt and of the bin. */
export function AnswersWindow({ bin, capture, deliveries, open, onOpenChange }: AnswersWindowProps) {
  const answers = useMemo(() => answersOf(capture, deliveries), [capture, deliveries]);
  const [start] = useState(() => firstPair(answers));
  const [ids, setIds] = useState({ left: start[0]?.id ?? "reply", right: start[1]?.id ?? "reply" });
  const choices = answers.map(({ id, label }) => ({ value: id, label }));
  const wanted = [...new Set([ids.left, ids.right])];
  // Lists leave out headers and bodies.
  const { state, again } = useTask(
    (signal) =>
      Promise.all(
        wanted.flatMap((id) => {
          const attempt = answers.find((one) => one.id === id)?.attempt;
          const delivery = attempt && deliveries.find((one) => one.id === attempt.delivery);
          return delivery ? wholeAttempt(bin, delivery, attempt.number, signal) : [];
        }),
      ),
    [bin, ids.left, ids.right],
  );
  const whole = state.kind === "done" ? answersOf(capture, state.value) : [];
  const left = whole.find(({ id }) => id === ids.left);
  const right = whole.find(({ id }) => id === ids.right);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      shape="sheet"
      width="max-w-5xl"
      title={`Answers to #${capture.seq} side by side`}
      description="What two attempts were answered, or an attempt and the sender. Only what differs is marked."
    >
      <div className="grid grid-cols-2 gap-x-4 gap-y-5">
        <Select label="Left" value={ids.left} choices={choices} onChange={(id) => setIds({ ...ids, left: id })} />
        <Select label="Right" value={ids.right} choices={choices} onChange={(id) => setIds({ ...ids, right: id })} />
      </div>
      {left && right ? <SideBySide left={left} right={right} /> : null}
      {state.kind === "working" ? <Skeleton className="mt-5 h-48 w-full" /> : null}
      {state.kind === "failed" ? (
        <Problem title="The answers could not be read" onRetry={again}>
          {state.problem}
        </Problem>
      ) : null}
    </Dialog>
  );
}

/** The delivery with this one attempt. */
async function wholeAttempt(bin: string, delivery: Delivery, number: number, signal: AbortSignal): Promise<Delivery> {
  return { ...delivery, attempts: [await deliveriesApi.getAttempt(bin, delivery.id, number, signal)] };
}

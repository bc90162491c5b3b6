"use client";
import Send from "lucide-react/icons/send";
import { useEffect, useMemo, useRef, useState } from "react";
import { deliveriesApi } from "#components/deliveries/deliveries-api.ts";
import { DestinationFields } from "#components/deliveries/destination-fields.tsx";
import { PACES, type ReplayDraft, replayDraft, replayOf } from "#components/deliveries/replay-draft.ts";
import { ReplayFailures } from "#components/deliveries/replay-failures.tsx";
import { ReplayFields } from "#components/deliveries/replay-fields.tsx";
import { ReplayMark, ReplayProgress } from "#components/deliveries/replay-progress.tsx";
import { useReplay } from "#components/deliveries/use-replay.ts";
import { leadToProblem } from "#components/form/lead-to-problem.ts";
import { invalidInput } from "#components/form/problem-under.ts";
import { useAttempt } from "#components/form/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { Bin } from "#lib/model/bin.ts";
import { decodeBytes } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";
import type { Delivery, NewDelivery } from "#lib/model/delivery.ts";
import { DeliveryList } from "../detail/delivery-list.tsx";
import { useDeliveries } from "../detail/use-deliveries.ts";
import { api } from "../session/api.ts";
import type { Heard } from "../session/use-session.ts";
import { filledPairs } from "../windows/filled-rows.ts";
import { lastTarget, rememberTarget } from "../windows/targets.ts";
import { useTask } from "../windows/use-task.ts";
import { BrowserLimits } from "./browser-limits.tsx";
import { type BrowserMode, planBrowserSend } from "./browser-plan.ts";
import { MessageFields } from "./message-fields.tsx";
import { editsOf, isBodyCut, type ResendDraft, resendDraftOf } from "./resend-draft.ts";
import { sendFromBrowser } from "./send-from-browser.ts";
import { useBroughtIntoView } from "./use-brought-into-view.ts";

export type ResendWindowProps = {
  bin: Bin;
  capture: Capture;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  heard: Heard;
};

type Sender = "server" | "browser";

const SENDERS: readonly { value: Sender; label: string }[] = [
  { value: "server", label: "The server" },
  { value: "browser", label: "This browser" },
];
const SAID: Record<Sender, string> = {
  server: "The server sends it. Framing headers are written anew; everything else keeps its order and case.",
  browser: "This page sends it, to what only this machine can reach. The server keeps what the browser tells.",
};
/** One capture has no gaps to keep. */
const ONE_PACES = PACES.filter(({ value }) => value !== "original");

/** Sends a capture to any address, as it was or edited, once or often, and shows what the target answered. */
export function ResendWindow({ bin, capture, open, onOpenChange, heard }: ResendWindowProps) {
  const [sender, setSender] = useState<Sender>("server");
  const [mode, setMode] = useState<BrowserMode>("cors");
  const [goal, setGoal] = useState<ReplayDraft>(() => replayDraft({ target: "", url: lastTarget(bin.id) }));
  const [edited, setEdited] = useState(false);
  const [often, setOften] = useState(false);
  const [draft, setDraft] = useState<ResendDraft>(() => resendDraftOf(capture));
  const [sent, setSent] = useState(draft);
  const { at, busy, sentence, run } = useAttempt();
  const { state: targets } = useTask((signal) => deliveriesApi.listTargets(bin.id, signal), [bin.id]);
  const deliveries = useDeliveries(bin.id, capture.seq, heard);
  const [made, setMade] = useState<string | null>(null);
  const answer = useBroughtIntoView(made);
  const followed = useReplay(bin.id);
  const { replay } = followed;
  const progress = useBroughtIntoView(replay?.id ?? null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (sentence !== "") leadToProblem(form.current);
  }, [sentence]);
  const isCut = isBodyCut(capture);
  const isBrowser = sender === "browser";
  const url = goal.url.trim();
  const { target } = goal;
  const plan = useMemo(() => {
    const shown = edited ? draft : resendDraftOf(capture);
    const wanted = { url, method: shown.method, headers: filledPairs(shown.headers), body: decodeBytes(shown.body) };
    return isBrowser ? planBrowserSend(wanted, mode, location) : null;
  }, [isBrowser, edited, draft, capture, url, mode]);

  const switchOften = (on: boolean) => {
    setOften(on);
    if (on && goal.times === "1") setGoal({ ...goal, times: "10" });
  };
  const show = (delivery: Delivery) => {
    deliveries.add(delivery);
    setMade(delivery.id);
  };
  const sendOnce = async () => {
    const edits = edited ? editsOf(draft, isCut) : {};
    const delivery: NewDelivery = target === "" ? { url, ...edits } : { target, ...edits };
    show(await api.deliver(bin.id, capture.seq, delivery));
  };
  const sendOften = async () => {
    const read = replayOf(goal);
    if ("problems" in read) throw invalidInput(read.problems);
    const edits = edited ? { edits: editsOf(draft, isCut) } : {};
    followed.follow(await deliveriesApi.startReplay(bin.id, { ...read.wanted, captures: [capture.seq], ...edits }));
  };
  const sendHere = async () => {
    if (!plan || plan.refusal) return;
    const { request } = plan;
    if (!URL.canParse(url) || !/^https?:/i.test(url)) {
      const message = "Use http:// or https:// and a host name";
      throw invalidInput([{ path: "url", message }]);
    }
    const isWholeNeeded = isCut && request.body.length > 0;
    const body = isWholeNeeded ? await api.getBody(bin.id, capture.seq) : request.body;
    const told = await sendFromBrowser({ ...request, body }, mode);
    show(await api.keepBrowserDelivery(bin.id, capture.seq, told));
  };
  const send = () =>
    run(async () => {
      await (isBrowser ? sendHere() : often ? sendOften() : sendOnce());
      setSent(draft);
      if (target === "" || isBrowser) rememberTarget(bin.id, url);
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
      isDirty={edited && JSON.stringify(draft) !== JSON.stringify(sent)}
      shape="sheet"
      width="max-w-3xl"
      title={`Resend #${capture.seq}`}
      description={SAID[sender]}
    >
      <div className="flex flex-col gap-5">
        <form
          ref={form}
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <div className="flex items-start gap-2 max-sm:flex-col max-sm:items-stretch">
            <DestinationFields
              destination={isBrowser ? { target: "", url: goal.url } : goal}
              targets={!isBrowser && targets.kind === "done" ? targets.value : []}
              onChange={(changes) => setGoal({ ...goal, ...changes })}
              at={at}
            />
            <Select label="Sent by" value={sender} choices={SENDERS} onChange={setSender} className="sm:w-36" />
            <Button
              type="submit"
              look="primary"
              busy={busy}
              disabled={(url === "" && (target === "" || isBrowser)) || (plan !== null && plan.refusal !== null)}
              icon={<Send aria-hidden className="size-4" />}
              // As high as the fields' labels and the gap below them: a problem under the address moves nothing.
              className="sm:mt-6"
            >
              Send
            </Button>
          </div>
          {plan ? <BrowserLimits plan={plan} mode={mode} onMode={setMode} /> : null}
          <div className="flex flex-wrap gap-x-6 gap-y-3">
            <Switch label="Edit method, headers and body before sending" checked={edited} onChange={setEdited} />
            {isBrowser ? null : <Switch label="More than once" checked={often} onChange={switchOften} />}
          </div>
          {edited ? (
            <MessageFields
              draft={draft}
              onChange={setDraft}
              ownMethod={capture.method}
              isCut={isCut}
              at={(path) => at(path) ?? at(`edits.${path}`)}
            />
          ) : null}
          {often && !isBrowser ? (
            <ReplayFields draft={goal} edit={(changes) => setGoal({ ...goal, ...changes })} at={at} paces={ONE_PACES} />
          ) : null}
          {sentence && !at("url") ? <Notice tone="bad">{sentence}</Notice> : null}
        </form>
        <div ref={progress} className="empty:hidden">
          {replay ? (
            <section aria-label="This replay" className="flex flex-col gap-3 rounded-lg border bg-canvas p-3">
              <div className="flex min-h-7 items-center justify-between gap-2">
                <ReplayMark replay={replay} />
                {replay.state === "running" ? (
                  <Button size="sm" onClick={() => void cancel()}>
                    Cancel
                  </Button>
                ) : null}
              </div>
              <div>
                <ReplayProgress replay={replay} />
                <ReplayFailures bin={bin.id} replay={replay} />
              </div>
              {followed.problem ? <Notice tone="bad">{followed.problem}</Notice> : null}
            </section>
          ) : null}
        </div>
        <div ref={answer}>
          <DeliveryList bin={bin.id} capture={capture} deliveries={deliveries} made={made} />
        </div>
      </div>
    </Dialog>
  );
}

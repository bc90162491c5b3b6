"use client";
import Send from "lucide-react/icons/send";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { HOP_BY_HOP } from "#lib/http/field.ts";
import { firstValue, type Pairs } from "#lib/http/pairs.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { EncodedBytes } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";
import type { NewDelivery } from "#lib/model/delivery.ts";
import { DeliveryCard } from "../detail/delivery-card.tsx";
import { useDeliveries } from "../detail/use-deliveries.ts";
import { ApiProblem, api } from "../session/api.ts";
import type { SessionHandle } from "../session/use-session.ts";
import { BodyEditor } from "./body-editor.tsx";
import { HeadersEditor } from "./headers-editor.tsx";
import { problemUnder, sentenceFor } from "./problem-under.ts";
import { lastTarget, rememberTarget } from "./targets.ts";

export type ResendWindowProps = {
  bin: Bin;
  capture: Capture;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDelivery: SessionHandle["onDelivery"];
};

type Draft = { method: string; headers: Pairs; body: EncodedBytes };

/** Sends a capture to any address, as it was or edited, and shows what the target answered. */
export function ResendWindow({ bin, capture, open, onOpenChange, onDelivery }: ResendWindowProps) {
  const [url, setUrl] = useState(() => lastTarget(bin.id));
  const [edited, setEdited] = useState(false);
  const [draft, setDraft] = useState<Draft>(() => draftOf(capture));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [sentence, setSentence] = useState("");
  const [busy, setBusy] = useState(false);
  const deliveries = useDeliveries(bin.id, capture.seq, onDelivery);
  const isCut = capture.body.shown < capture.bodyBytes;

  const send = async () => {
    setBusy(true);
    setSentence("");
    setProblem(null);
    try {
      const delivery: NewDelivery = edited ? { url, ...changesOf(draft, isCut) } : { url };
      deliveries.add(await api.deliver(bin.id, capture.seq, delivery));
      rememberTarget(bin.id, url);
    } catch (error) {
      if (error instanceof ApiProblem) setProblem(error);
      setSentence(sentenceFor(error));
    } finally {
      setBusy(false);
    }
  };

  const type = firstValue(draft.headers, "content-type") ?? "";
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      shape="sheet"
      width="max-w-3xl"
      title={`Resend #${capture.seq}`}
      description="The server sends it. Framing headers are written anew; everything else keeps its order and case."
    >
      <div className="flex flex-col gap-5">
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <div className="flex items-start gap-2 max-sm:flex-col max-sm:items-stretch">
            <TextField
              label="Target URL"
              value={url}
              onChange={setUrl}
              placeholder="http://localhost:8080/webhooks"
              inputMode="url"
              autoComplete="url"
              name="target"
              problem={problemUnder(problem, "url")}
              mono
              className="flex-1"
            />
            <Button
              type="submit"
              look="primary"
              busy={busy}
              disabled={url.trim() === ""}
              icon={<Send aria-hidden className="size-4" />}
              className="sm:mt-6"
            >
              Send
            </Button>
          </div>
          <Switch label="Edit method, headers and body before sending" checked={edited} onChange={setEdited} />
          {edited ? (
            <>
              <Select
                label="Method"
                value={draft.method}
                choices={methodChoices(capture.method)}
                onChange={(method) => setDraft({ ...draft, method })}
                mono
                className="w-40"
              />
              <HeadersEditor
                headers={draft.headers}
                onChange={(headers) => setDraft({ ...draft, headers })}
                problemAt={(index) => problemUnder(problem, `headers.${index}`)}
              />
              {isCut ? (
                <Notice tone="info">The body is too large to edit here; it is sent as it was captured.</Notice>
              ) : (
                <BodyEditor
                  body={draft.body}
                  onChange={(body) => setDraft({ ...draft, body })}
                  problem={problemUnder(problem, "body")}
                  isJson={/json/i.test(type)}
                />
              )}
            </>
          ) : null}
          {sentence && !problemUnder(problem, "url") ? <Notice tone="bad">{sentence}</Notice> : null}
        </form>
        <section aria-label="Deliveries of this capture" aria-live="polite" className="flex flex-col gap-3">
          {deliveries.list?.map((delivery, index) => (
            <DeliveryCard key={delivery.id} delivery={delivery} open={index === 0} />
          ))}
          {deliveries.list?.length === 0 ? <p className="text-sm text-faint">Not sent anywhere yet.</p> : null}
          {deliveries.problem ? (
            <Notice tone="bad">Earlier deliveries could not be loaded. {deliveries.problem}</Notice>
          ) : null}
        </section>
      </div>
    </Dialog>
  );
}

/** What is regenerated on the way is not offered for editing. */
function draftOf({ method, headers, body }: Capture): Draft {
  return {
    method,
    headers: headers.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && name.toLowerCase() !== "host"),
    body: { encoding: body.encoding, data: body.data },
  };
}

function changesOf({ method, headers, body }: Draft, isCut: boolean): Partial<NewDelivery> {
  const filled = headers.filter(([name, value]) => name !== "" || value !== "");
  return { method, headers: filled, ...(isCut ? {} : { body }) };
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

function methodChoices(own: string): { value: string; label: string }[] {
  return [...new Set([own, ...METHODS])].map((name) => ({ value: name, label: name }));
}

"use client";
import { useState } from "react";
import { EditFooter, EditForm } from "#components/form/edit-form.tsx";
import { invalidInput } from "#components/form/problem-under.ts";
import { useAttempt } from "#components/form/use-attempt.ts";
import { HeadersEditor } from "#components/inspector/windows/headers-editor.tsx";
import { ConditionFields } from "#components/rules/condition-fields.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { showDone } from "#components/ui/notify.ts";
import { Switch } from "#components/ui/switch.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Forward } from "#lib/model/forward.ts";
import type { Target } from "#lib/model/target.ts";
import { deliveriesApi } from "./deliveries-api.ts";
import { DestinationFields } from "./destination-fields.tsx";
import { draftOf, type ForwardDraft, settingsOf } from "./forward-draft.ts";
import { RetryFields } from "./retry-fields.tsx";

export type ForwardWindowProps = {
  bin: string;
  /** Null makes a new one. */
  forward: Forward | null;
  targets: readonly Target[];
  onClose: () => void;
  onSaved: () => void;
};

/** Where each capture goes, which ones, changed how, and what happens when nobody takes it. */
export function ForwardWindow({ bin, forward, targets, onClose, onSaved }: ForwardWindowProps) {
  const [start] = useState<ForwardDraft>(() => draftOf(forward, targets[0]?.id ?? ""));
  const [draft, setDraft] = useState(start);
  const attempt = useAttempt();
  const { at } = attempt;
  const edit = (changes: Partial<ForwardDraft>) => setDraft((before) => ({ ...before, ...changes }));

  const save = () =>
    attempt.run(async () => {
      const read = settingsOf(draft);
      if ("problems" in read) throw invalidInput(read.problems);
      await withTarget(bin, draft, (target) => {
        const wanted = { ...read.settings, target };
        return forward ? deliveriesApi.changeForward(bin, forward.id, wanted) : deliveriesApi.addForward(bin, wanted);
      });
      showDone(forward ? "Forward saved" : "Captures that arrive from now on are forwarded");
      onSaved();
      onClose();
    });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      isDirty={JSON.stringify(draft) !== JSON.stringify(start)}
      shape="sheet"
      title={forward ? "Edit forward" : "New forward"}
      description="Each capture that arrives is sent on: same bytes, same headers, same signatures."
      footer={<EditFooter attempt={attempt} onSave={save} save={forward ? "Save forward" : "Start forwarding"} />}
    >
      <EditForm onSave={save} className="gap-7">
        <fieldset className="flex min-w-0 flex-col gap-3">
          <legend className="mb-2 text-sm font-semibold">Where to</legend>
          <DestinationFields destination={draft} targets={targets} onChange={edit} at={at}>
            <TextField
              label="Name"
              value={draft.name}
              onChange={(name) => edit({ name })}
              placeholder={hostOf(draft.url) || "Its host"}
              maxLength={80}
              problem={at("name")}
            />
          </DestinationFields>
          <Switch
            label="Put the sub-path of the capture behind the target's path"
            checked={draft.appendPath}
            onChange={(appendPath) => edit({ appendPath })}
          />
          <Switch
            label="Put the query of the capture behind it too"
            checked={draft.appendQuery}
            onChange={(appendQuery) => edit({ appendQuery })}
          />
        </fieldset>

        <fieldset className="flex min-w-0 flex-col gap-3">
          <legend className="mb-2 text-sm font-semibold">Which captures</legend>
          <ConditionFields
            conditions={draft.conditions}
            onChange={(conditions) => edit({ conditions })}
            none="No conditions: every capture is sent on."
            at={(path) => at(`conditions.${path}`)}
          />
        </fieldset>

        <RetryFields draft={draft} edit={edit} at={at} />

        <fieldset className="flex min-w-0 flex-col gap-3">
          <legend className="mb-2 text-sm font-semibold">Changed on the way</legend>
          <HeadersEditor
            headers={draft.addHeaders}
            onChange={(addHeaders) => edit({ addHeaders })}
            problemAt={(place) => at(`addHeaders.${place}`)}
          />
          <TextField
            label="Headers to drop"
            value={draft.dropHeaders}
            onChange={(dropHeaders) => edit({ dropHeaders })}
            placeholder="Cookie, Authorization"
            hint="Names between commas"
            problem={at("dropHeaders")}
            mono
          />
        </fieldset>

        <fieldset className="flex min-w-0 flex-col gap-3">
          <legend className="mb-2 text-sm font-semibold">What the sender hears</legend>
          <Switch
            label="Give the target's answer to the sender"
            checked={draft.answers}
            onChange={(answers) => edit({ answers })}
          />
          <p className="text-sm text-faint">
            The capture is stored first, as always. Then the sender waits for the first attempt and gets the target's
            status, headers and body. Without an answer in time it gets the bin's own reply. One forward of a bin can
            answer.
          </p>
          {draft.answers ? (
            <TextField
              label="Wait at most"
              value={draft.answerWithin}
              onChange={(answerWithin) => edit({ answerWithin })}
              hint="Up to 25 s"
              problem={at("answerWithinMs")}
              className="max-w-40"
              mono
            />
          ) : at("answerWithinMs") ? (
            <p role="alert" className="text-sm text-bad">
              {at("answerWithinMs")}
            </p>
          ) : null}
        </fieldset>
      </EditForm>
    </Dialog>
  );
}

/** Saves with the chosen target, or with a new one, which goes again when the forward is refused. */
async function withTarget(bin: string, draft: ForwardDraft, save: (target: string) => Promise<unknown>): Promise<void> {
  if (draft.target !== "") {
    await save(draft.target);
    return;
  }
  const made = await addTarget(bin, draft);
  try {
    await save(made.id);
  } catch (error) {
    await deliveriesApi.deleteTarget(bin, made.id).catch(() => undefined);
    throw error;
  }
}

function addTarget(bin: string, { url, name }: ForwardDraft): Promise<Target> {
  const used = url.trim();
  return deliveriesApi.addTarget(bin, { url: used, name: name.trim() || hostOf(used).slice(0, 80) || "Target" });
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}

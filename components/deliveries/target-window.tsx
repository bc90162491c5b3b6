"use client";
import { useState } from "react";
import { EditFooter, EditForm } from "#components/form/edit-form.tsx";
import { useAttempt } from "#components/form/use-attempt.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { showDone } from "#components/ui/notify.ts";
import { TextField } from "#components/ui/text-field.tsx";
import type { Target } from "#lib/model/target.ts";
import { deliveriesApi } from "./deliveries-api.ts";
import { losesSecrets, type TargetDraft, targetDraftOf, targetOf } from "./target-draft.ts";
import { TargetHeaders } from "./target-headers.tsx";

export type TargetWindowProps = {
  bin: string;
  /** Null makes a new one. */
  target: Target | null;
  onClose: () => void;
  onSaved: () => void;
};

/** A target: its name, its address, what each delivery there carries, and how fast they may come. */
export function TargetWindow({ bin, target, onClose, onSaved }: TargetWindowProps) {
  const [start] = useState<TargetDraft>(() => targetDraftOf(target));
  const [draft, setDraft] = useState(start);
  const attempt = useAttempt();
  const { at } = attempt;
  const edit = (changes: Partial<TargetDraft>) => setDraft((before) => ({ ...before, ...changes }));

  const save = () =>
    attempt.run(async () => {
      const wanted = targetOf(draft);
      if (target) await deliveriesApi.changeTarget(bin, target.id, wanted);
      else await deliveriesApi.addTarget(bin, wanted);
      showDone("Target saved");
      onSaved();
      onClose();
    });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      isDirty={JSON.stringify(draft) !== JSON.stringify(start)}
      shape="sheet"
      title={target ? "Edit target" : "New target"}
      description="Where captures go, for forwards and for resending."
      footer={<EditFooter attempt={attempt} onSave={save} save="Save target" />}
    >
      <EditForm onSave={save} className="gap-5">
        <TextField
          label="Name"
          value={draft.name}
          onChange={(name) => edit({ name })}
          placeholder="My machine"
          maxLength={80}
          problem={at("name")}
        />
        <TextField
          label="Target URL"
          value={draft.url}
          onChange={(url) => edit({ url })}
          placeholder="http://localhost:8080/webhooks"
          inputMode="url"
          autoComplete="off"
          problem={at("url")}
          mono
        />
        <TargetHeaders
          headers={draft.headers}
          onChange={(headers) => edit({ headers })}
          problemAt={(place) => at(`headers.${place}`)}
        />
        {losesSecrets(target, draft) ? (
          <Notice tone="warn">
            This is another server: type the secret values again, they do not move with the URL.
          </Notice>
        ) : null}
        <div className="grid grid-cols-2 items-start gap-4">
          <TextField
            label="At once"
            value={draft.concurrency}
            onChange={(concurrency) => edit({ concurrency })}
            inputMode="numeric"
            hint="Deliveries on their way, 1 to 50"
            problem={at("concurrency")}
            mono
          />
          <TextField
            label="A second"
            value={draft.rate}
            onChange={(rate) => edit({ rate })}
            inputMode="decimal"
            placeholder="No limit"
            hint="0.01 to 1,000"
            problem={at("ratePerSecond")}
            mono
          />
        </div>
      </EditForm>
    </Dialog>
  );
}

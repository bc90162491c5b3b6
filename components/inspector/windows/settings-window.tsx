"use client";
import { useState } from "react";
import { ownerLink } from "#components/bin/keys.ts";
import { EditFooter, EditForm } from "#components/form/edit-form.tsx";
import { invalidInput } from "#components/form/problem-under.ts";
import { useAttempt } from "#components/form/use-attempt.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog, DialogLeave } from "#components/ui/dialog.tsx";
import { formatCount } from "#components/ui/format.ts";
import { showDone } from "#components/ui/notify.ts";
import { TextField } from "#components/ui/text-field.tsx";
import { Moment } from "#components/ui/time.tsx";
import type { Bin } from "#lib/model/bin.ts";
import { api } from "../session/api.ts";
import { changesOf, type SettingsDraft, settingsDraftOf } from "./settings-draft.ts";

export type SettingsWindowProps = {
  bin: Bin;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved: (bin: Bin) => void;
  onDelete: () => void;
};

/** Title, how much is kept, who else may open this bin, and its end. */
export function SettingsWindow({ bin, open, onOpenChange, onSaved, onDelete }: SettingsWindowProps) {
  const [start] = useState(() => settingsDraftOf(bin));
  const [draft, setDraft] = useState(start);
  const attempt = useAttempt();
  const { at } = attempt;
  const edit = (changes: Partial<SettingsDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const link = ownerLink(bin.id, new URL(bin.dashboardUrl).origin);

  const save = () =>
    attempt.run(async () => {
      const read = changesOf(draft, start);
      if ("problems" in read) throw invalidInput(read.problems);
      if (read.changes) onSaved(await api.changeBin(bin.id, read.changes));
      showDone("Settings saved");
      onOpenChange(false);
    });

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      isDirty={JSON.stringify(draft) !== JSON.stringify(start)}
      shape="sheet"
      width="max-w-lg"
      title="Settings"
      footer={<EditFooter attempt={attempt} onSave={save} save="Save settings" />}
    >
      <EditForm onSave={save} className="gap-7">
        <TextField
          label="Title"
          value={draft.title}
          onChange={(title) => edit({ title })}
          placeholder={bin.id}
          maxLength={120}
          problem={at("title")}
        />
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-1 text-sm font-semibold">How much is kept</legend>
          <p className="text-sm text-faint">
            The oldest captures go first. 0 means no limit of its own; the server's limits still hold.
          </p>
          <div className="grid grid-cols-3 gap-3">
            <TextField
              label="Captures"
              value={draft.captures}
              onChange={(captures) => edit({ captures })}
              inputMode="numeric"
              problem={at("keep.captures")}
              mono
            />
            <TextField
              label="Days"
              value={draft.days}
              onChange={(days) => edit({ days })}
              inputMode="decimal"
              problem={at("keep.days")}
              mono
            />
            <TextField
              label="MB"
              value={draft.megabytes}
              onChange={(megabytes) => edit({ megabytes })}
              inputMode="decimal"
              problem={at("keep.bytes")}
              mono
            />
          </div>
          {bin.dropped > 0 ? (
            <p className="text-sm text-faint">
              {bin.dropped === 1 ? "1 capture" : `${formatCount(bin.dropped)} captures`} made room for newer ones
              {bin.droppedSince ? (
                <>
                  {" "}
                  since <Moment iso={bin.droppedSince} />
                </>
              ) : null}
              .
            </p>
          ) : null}
        </fieldset>
        <section className="flex flex-col gap-2">
          <h3 className="text-sm font-semibold">Open it elsewhere</h3>
          {link ? (
            <>
              <p className="text-sm text-soft">
                Whoever opens the owner link can read, change and delete this bin. Its key never reaches a log.
              </p>
              <div>
                <CopyButton text={link} label="Copy owner link">
                  Copy owner link
                </CopyButton>
              </div>
            </>
          ) : (
            <p className="text-sm text-soft">
              The key of this bin is not known in this browser. It was shown once, where the bin was made.
            </p>
          )}
        </section>
        <section className="flex flex-col gap-2 border-t pt-5">
          <h3 className="text-sm font-semibold">Delete this bin</h3>
          <p className="text-sm text-soft">Its address stops answering and everything it holds is gone for good.</p>
          <div>
            <DialogLeave onLeave={onDelete}>Delete this bin</DialogLeave>
          </div>
        </section>
      </EditForm>
    </Dialog>
  );
}

"use client";
import { useState } from "react";
import { statusText } from "#components/bin/status-text.ts";
import { EditFooter, EditForm } from "#components/form/edit-form.tsx";
import { useAttempt } from "#components/form/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { showDone } from "#components/ui/notify.ts";
import { TextField } from "#components/ui/text-field.tsx";
import { firstValue, type Pairs } from "#lib/http/pairs.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { EncodedBytes } from "#lib/model/bytes.ts";
import type { Reply } from "#lib/model/reply.ts";
import { api } from "../session/api.ts";
import { BodyEditor } from "./body-editor.tsx";
import { filledPairs } from "./filled-rows.ts";
import { HeadersEditor } from "./headers-editor.tsx";

export type ReplyWindowProps = {
  bin: Bin;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved: (bin: Bin) => void;
};

/** What the form holds: numbers as they are typed. */
type Draft = { status: string; headers: Pairs; body: EncodedBytes; delayMs: string };

const PRESETS: { label: string; status: string; headers: Pairs; body: string }[] = [
  { label: "200 empty", status: "200", headers: [["Content-Type", "text/plain; charset=utf-8"]], body: "" },
  { label: "200 JSON", status: "200", headers: [["Content-Type", "application/json"]], body: '{"ok":true}' },
  { label: "204", status: "204", headers: [], body: "" },
  { label: "404", status: "404", headers: [["Content-Type", "application/json"]], body: '{"error":"not found"}' },
  { label: "429, retry after 5 s", status: "429", headers: [["Retry-After", "5"]], body: "" },
  { label: "500", status: "500", headers: [["Content-Type", "text/plain; charset=utf-8"]], body: "Something broke" },
];

/** What the bin answers to each sender from now on. */
export function ReplyWindow({ bin, open, onOpenChange, onSaved }: ReplyWindowProps) {
  const [start] = useState<Draft>(() => draftOf(bin.reply));
  const [draft, setDraft] = useState(start);
  const attempt = useAttempt();
  const edit = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const at = (path: string) => attempt.at(`reply.${path}`);

  const save = () =>
    attempt.run(async () => {
      onSaved(await api.changeBin(bin.id, { reply: replyOf(draft) }));
      showDone("Saved. The next request gets this reply.");
      onOpenChange(false);
    });

  const type = firstValue(draft.headers, "content-type") ?? "";
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      isDirty={JSON.stringify(draft) !== JSON.stringify(start)}
      shape="sheet"
      title="Reply"
      description={
        <>
          What every sender hears whom no <RulesLink bin={bin.id} /> answers. The request is stored first, then this is
          sent.
        </>
      }
      footer={<EditFooter attempt={attempt} onSave={save} save="Save reply" />}
    >
      <EditForm onSave={save} className="gap-5">
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="mb-1 text-sm font-medium text-soft">Start from</legend>
          {PRESETS.map((preset) => (
            <Button
              key={preset.label}
              size="sm"
              onClick={() =>
                edit({ status: preset.status, headers: preset.headers, body: { encoding: "utf8", data: preset.body } })
              }
            >
              {preset.label}
            </Button>
          ))}
        </fieldset>
        <div className="grid grid-cols-2 gap-4">
          <TextField
            label="Status"
            value={draft.status}
            onChange={(status) => edit({ status })}
            inputMode="numeric"
            hint={statusText(Number(draft.status)) || "200 to 599"}
            problem={at("status")}
            mono
          />
          <TextField
            label="Delay in milliseconds"
            value={draft.delayMs}
            onChange={(delayMs) => edit({ delayMs })}
            inputMode="numeric"
            hint="Up to 30,000"
            problem={at("delayMs")}
            mono
          />
        </div>
        <HeadersEditor
          headers={draft.headers}
          onChange={(headers) => edit({ headers })}
          problemAt={(place) => at(`headers.${place}`)}
        />
        <BodyEditor
          body={draft.body}
          onChange={(body) => edit({ body })}
          problem={at("body")}
          isJson={/json/i.test(type)}
        />
      </EditForm>
    </Dialog>
  );
}

function RulesLink({ bin }: { bin: string }) {
  return (
    <a href={`/bins/${bin}/rules`} className="rounded-sm text-accent underline">
      rule
    </a>
  );
}

function draftOf({ status, headers, body, delayMs }: Reply): Draft {
  return { status: String(status), headers, body, delayMs: String(delayMs) };
}

/** Rows left empty are dropped; a number that is none is sent as it is, so that the server's words about it are shown. */
function replyOf({ status, headers, body, delayMs }: Draft): Reply {
  return {
    status: Number(status || Number.NaN),
    headers: filledPairs(headers),
    body,
    delayMs: Number(delayMs || 0),
  };
}

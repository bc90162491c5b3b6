"use client";
import { type ReactNode, useId, useState } from "react";
import { EditFooter, EditForm } from "#components/form/edit-form.tsx";
import { useAttempt } from "#components/form/use-attempt.ts";
import { ApiProblem } from "#components/inspector/session/api.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { showDone } from "#components/ui/notify.ts";
import { Switch } from "#components/ui/switch.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { RuleWithHistory, TemplateWarning } from "#lib/model/rule.ts";
import { ActionFields } from "./action-fields.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import { NumberField } from "./number-field.tsx";
import { keptRule, type RuleDraft, type WireRule, wireOf } from "./rule-draft.ts";
import { TrialPanel } from "./trial-panel.tsx";
import type { RulesHandle } from "./use-rules.ts";

export type RuleEditorProps = {
  handle: RulesHandle;
  /** The rule as it was when the editor opened; without an id it is new and goes to the top. */
  start: RuleDraft;
  onClose: () => void;
};

const CONFLICT = "The rules were changed elsewhere meanwhile. Save again to put yours among them.";

/** One rule in full, tried before it is saved. */
export function RuleEditor({ handle, start, onClose }: RuleEditorProps) {
  const { bin, list, save } = handle;
  const [draft, setDraft] = useState(start);
  const attempt = useAttempt();
  /** Where in the list it was saved: what the server says of it names that place. */
  const [savedAt, setSavedAt] = useState(0);
  const [tried, setTried] = useState<readonly TemplateWarning[] | null>(null);
  const isDirty = start.id === undefined || JSON.stringify(draft) !== JSON.stringify(start);
  const edit = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  const at = (path: string) => attempt.at(`rules.${savedAt}.${path}`);
  const { rules, place } = withDraft(list.rules, draft);

  const saveRule = () =>
    attempt.run(async () => {
      setSavedAt(place);
      await save(rules).catch((error: unknown) => {
        throw error instanceof ApiProblem && error.code === "conflict"
          ? new ApiProblem(error.status, error.code, CONFLICT, [])
          : error;
      });
      showDone("Saved. It counts from the next request on.");
      onClose();
    });
  const warnings = tried ?? list.warnings.filter(({ ruleId }) => ruleId === draft.id);

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      isDirty={isDirty}
      shape="sheet"
      width="max-w-5xl"
      title={start.id === undefined ? "New rule" : "Edit the rule"}
      description="The first rule that is on and fits answers. The request is stored first."
      footer={<EditFooter attempt={attempt} onSave={saveRule} save="Save rule" />}
    >
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <EditForm onSave={saveRule} className="min-w-0 gap-6">
          <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
            <TextField
              label="Name"
              value={draft.name}
              onChange={(name) => edit({ name })}
              placeholder="Refunds are refused"
              problem={at("name")}
              maxLength={120}
              className="min-w-52 flex-1"
            />
            <div className="flex h-8 items-center">
              <Switch label="On" checked={draft.enabled} onChange={(enabled) => edit({ enabled })} />
            </div>
          </div>
          <Part title="When" says="all of this is true">
            <ConditionFields
              conditions={draft.conditions}
              onChange={(conditions) => edit({ conditions })}
              none="No conditions: it answers every request that reaches it."
              at={(path) => at(`conditions.${path}`)}
            />
          </Part>
          <Part title="Then" says="the sender hears this">
            <ActionFields
              action={draft.action}
              onChange={(action) => edit({ action })}
              at={(path) => at(`action.${path}`)}
              warnings={warnings}
            />
          </Part>
          <Part title="How often" says="by chance, of the requests that fit">
            <NumberField
              label="Percent"
              value={draft.percent}
              onChange={(percent) => edit({ percent })}
              hint={draft.percent < 100 ? "The others go on to the rules below." : "Every one of them."}
              problem={at("percent")}
              className="max-w-60"
            />
          </Part>
        </EditForm>
        <TrialPanel bin={bin} rules={rules} place={place} onWarnings={setTried} />
      </div>
    </Dialog>
  );
}

function Part({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t pt-4">
      <h3 id={id} className="mb-2.5 text-base font-semibold">
        {title} <span className="text-sm font-normal text-faint">{says}</span>
      </h3>
      {children}
    </section>
  );
}

/** The whole list with the draft in its place. */
function withDraft(rules: readonly RuleWithHistory[], draft: RuleDraft): { rules: WireRule[]; place: number } {
  const found = rules.findIndex(({ id }) => id === draft.id);
  const kept = rules.map(keptRule);
  if (found < 0) return { rules: [wireOf(draft), ...kept], place: 0 };
  return { rules: kept.map((rule, index) => (index === found ? wireOf(draft) : rule)), place: found };
}

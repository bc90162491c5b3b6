"use client";
import Plus from "lucide-react/icons/plus";
import Sparkles from "lucide-react/icons/sparkles";
import { useRef, useState } from "react";
import { BinHeader } from "#components/bin/bin-header.tsx";
import { Status } from "#components/bin/marks.tsx";
import { statusText } from "#components/bin/status-text.ts";
import { BinGone } from "#components/inspector/bin-gone.tsx";
import { ConnectionMark } from "#components/inspector/top/connection-mark.tsx";
import { ReplyWindow } from "#components/inspector/windows/reply-window.tsx";
import { useOffer } from "#components/palette/on-screen.ts";
import { Button } from "#components/ui/button.tsx";
import { oneInPlace } from "#components/ui/focus-in-place.ts";
import { showDone, showProblem, showUndo } from "#components/ui/notify.ts";
import type { Bin } from "#lib/model/bin.ts";
import { PRESETS } from "#lib/model/presets.ts";
import type { NewRule, RuleList as Rules, RuleWithHistory } from "#lib/model/rule.ts";
import { CountersWindow } from "./counters-window.tsx";
import { PresetsWindow } from "./presets-window.tsx";
import { blankRule, draftOf, keptRule, type RuleDraft, wireOf } from "./rule-draft.ts";
import { RuleEditor } from "./rule-editor.tsx";
import { RuleList } from "./rule-list.tsx";
import { ruleOffers } from "./rule-offers.ts";
import { RulesEmpty } from "./rules-empty.tsx";
import { nameOfRule } from "./say-rule.ts";
import { useRules } from "./use-rules.ts";

const UNDO_MS = 6000;

type Window =
  | { kind: "editor"; start: RuleDraft }
  | { kind: "counters"; rule: RuleWithHistory; name: string }
  | { kind: "presets" }
  | { kind: "reply" };

/** The reply rules of one bin: asked from the top, the first that fits answers; below them all, the bin's own reply. */
export function RulesPage({ initialBin, initial }: { initialBin: Bin; initial: Rules }) {
  const handle = useRules(initialBin, initial);
  const { bin, setBin, list, gone, link, change, save } = handle;
  const { rules, warnings } = list;
  const [open, setOpen] = useState<Window | null>(null);
  const [adding, setAdding] = useState(false);
  const latest = useRef(rules);
  latest.current = rules;
  // What is begun in the palette or a window ends later: others may have changed the list by then.
  const current = () => latest.current;
  const placeOf = (rule: RuleWithHistory) => current().findIndex(({ id }) => id === rule.id);
  const close = () => setOpen(null);

  const add = async (fresh: NewRule[], name: string) => {
    await save([...fresh.map((rule) => wireOf(draftOf(rule))), ...current().map(keptRule)]);
    close();
    showDone(`Added: ${name}. It counts from the next request on.`);
  };
  const failTwice = async () => {
    const preset = PRESETS.find(({ id }) => id === "fail-twice");
    if (!preset) return;
    setAdding(true);
    try {
      await add(preset.rules({}), preset.name);
    } catch (error) {
      showProblem(error instanceof Error ? error.message : "This did not work. Try again.");
    } finally {
      setAdding(false);
    }
  };
  const remove = (rule: RuleWithHistory) => {
    const place = placeOf(rule);
    if (place < 0) return;
    const name = nameOfRule(rule.name, place + 1);
    change(current().toSpliced(place, 1));
    // The focus would be lost with the menu of the rule: its neighbour is there after this render.
    requestAnimationFrame(() => oneInPlace("rules", place)?.focus());
    const putBack = () => {
      if (current().every(({ id }) => id !== rule.id)) change(current().toSpliced(place, 0, rule));
    };
    showUndo(`Deleted ${name}`, UNDO_MS, putBack);
  };

  const blank = () => setOpen({ kind: "editor", start: blankRule() });
  const edit = (rule: RuleWithHistory) => setOpen({ kind: "editor", start: draftOf(rule) });
  const copy = ({ id: _, name, ...rule }: RuleWithHistory) =>
    setOpen({ kind: "editor", start: draftOf({ ...rule, name: name && `${name}, copy`.slice(0, 120) }) });
  const count = (rule: RuleWithHistory) =>
    setOpen({ kind: "counters", rule, name: nameOfRule(rule.name, placeOf(rule) + 1) });
  // Each editor tries the whole list; it stands beside the rule that is edited.
  const tryAll = () => {
    const [first] = current();
    if (first) edit(first);
    else blank();
  };
  useOffer(() =>
    gone
      ? []
      : [
          { label: "New rule", run: blank },
          { label: "Ready-made rules", run: () => setOpen({ kind: "presets" }) },
          { label: "Add the rule: fail twice, then succeed", run: () => void failTwice() },
          { label: "Try the rules against a capture", run: tryAll },
          { label: "Edit the bin's own reply", run: () => setOpen({ kind: "reply" }) },
          ...ruleOffers({ current, change, onEdit: edit, onCopy: copy, onCounters: count, onRemove: remove }),
        ],
  );

  if (gone) return <BinGone bin={initialBin.id} wasOpen />;
  const isEmpty = rules.length === 0;
  return (
    <div className="min-h-dvh bg-canvas">
      <BinHeader bin={bin} current="rules">
        <ConnectionMark link={link} />
      </BinHeader>
      <main className="mx-auto flex w-full max-w-4xl flex-col gap-6 px-4 py-8 sm:px-6">
        <div className="flex flex-wrap items-end justify-between gap-4">
          <div className="min-w-0">
            <h1 className="text-2xl font-semibold tracking-tight">Reply rules</h1>
            <p className="mt-1 text-sm text-soft">Asked from the top. The first that fits answers.</p>
          </div>
          {isEmpty ? null : (
            <div className="flex flex-wrap gap-2">
              <Button icon={<Sparkles aria-hidden className="size-4" />} onClick={() => setOpen({ kind: "presets" })}>
                Ready-made
              </Button>
              <Button look="primary" icon={<Plus aria-hidden className="size-4" />} onClick={blank}>
                New rule
              </Button>
            </div>
          )}
        </div>
        {isEmpty ? (
          <RulesEmpty
            onFailTwice={() => void failTwice()}
            busy={adding}
            onPresets={() => setOpen({ kind: "presets" })}
            onBlank={blank}
          />
        ) : (
          <RuleList
            bin={bin.id}
            rules={rules}
            warnings={warnings}
            onChange={change}
            onEdit={edit}
            onCopy={copy}
            onCounters={count}
            onRemove={remove}
          />
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-dashed border-line-strong px-4 py-3 text-sm">
          <span className="text-soft">
            {isEmpty ? "Every request gets the bin's own reply" : "When none fits, the bin's own reply"}
          </span>
          <span className="inline-flex items-center gap-2">
            <Status code={bin.reply.status} />
            <span className="text-soft">{statusText(bin.reply.status)}</span>
          </span>
          <Button size="sm" look="ghost" className="ml-auto" onClick={() => setOpen({ kind: "reply" })}>
            Edit it
          </Button>
        </div>
      </main>
      {open?.kind === "editor" ? <RuleEditor handle={handle} start={open.start} onClose={close} /> : null}
      {open?.kind === "counters" ? (
        <CountersWindow bin={bin.id} rule={open.rule} name={open.name} onClose={close} />
      ) : null}
      {open?.kind === "presets" ? <PresetsWindow open onOpenChange={close} onAdd={add} /> : null}
      {open?.kind === "reply" ? <ReplyWindow bin={bin} open onOpenChange={close} onSaved={setBin} /> : null}
    </div>
  );
}

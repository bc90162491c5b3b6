"use client";
import ExternalLink from "lucide-react/icons/external-link";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Preset } from "#lib/model/preset.ts";
import { PRESETS } from "#lib/model/presets.ts";
import type { NewRule } from "#lib/model/rule.ts";

const GROUPS = ["Retries", "Handshakes", "Browsers"] as const;

export type PresetsWindowProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Resolves when the rules are saved; rejects with a sentence. */
  onAdd: (rules: NewRule[], name: string) => Promise<void>;
};

/** Ready-made rules: each says what it does and where its provider describes it. */
export function PresetsWindow({ open, onOpenChange, onAdd }: PresetsWindowProps) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = PRESETS.filter(({ name, says }) => `${name} ${says}`.toLowerCase().includes(wanted));
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      shape="sheet"
      title="Ready-made rules"
      description="Added in front of the rules you have, and working from the next request on. Change them as you like."
    >
      <TextField label="Find" labelHidden value={search} onChange={setSearch} placeholder="Find a provider" />
      {GROUPS.map((group) => {
        const presets = found.filter((preset) => preset.group === group);
        return presets.length === 0 ? null : (
          <section key={group} aria-label={group} className="mt-5">
            <h3 className="mb-2 text-xs font-medium text-faint">{group}</h3>
            <ul className="divide-y rounded-lg border">
              {presets.map((preset) => (
                <PresetRow key={preset.id} preset={preset} onAdd={onAdd} />
              ))}
            </ul>
          </section>
        );
      })}
      {found.length === 0 ? (
        <p className="py-10 text-center text-sm text-soft">
          Nothing ready-made for “{search.trim()}”. Start from a blank rule.
        </p>
      ) : null}
    </Dialog>
  );
}

function PresetRow({ preset, onAdd }: { preset: Preset; onAdd: PresetsWindowProps["onAdd"] }) {
  const { name, says, docs, inputs } = preset;
  const [asks, setAsks] = useState(false);
  const [values, setValues] = useState<{ [input: string]: string }>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const isComplete = inputs.every((input) => (values[input.name] ?? "").trim() !== "");
  const add = async () => {
    setBusy(true);
    setProblem("");
    try {
      await onAdd(preset.rules(values), name);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "This did not work. Try again.");
      setBusy(false);
    }
  };
  return (
    <li className="px-4 py-3">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete) void add();
          else setAsks(true);
        }}
      >
        <div className="flex items-start gap-4">
          <div className="min-w-0 flex-1">
            <p className="text-base font-medium">{name}</p>
            <p className="mt-0.5 text-sm text-soft">{says}</p>
            <a
              href={docs}
              target="_blank"
              rel="noreferrer"
              aria-label={`How ${name} is described by its provider`}
              className="mt-1 inline-flex items-center gap-1 rounded-sm text-sm text-accent hover:underline"
            >
              {new URL(docs).hostname}
              <ExternalLink aria-hidden className="size-3" />
            </a>
          </div>
          {asks ? null : (
            <Button type="submit" busy={busy} aria-label={`Add ${name}`}>
              Add
            </Button>
          )}
        </div>
        {asks ? (
          <div className="mt-3 flex flex-col gap-3">
            {inputs.map((input) => (
              <TextField
                key={input.name}
                label={input.label}
                value={values[input.name] ?? ""}
                onChange={(text) => setValues({ ...values, [input.name]: text })}
                placeholder={input.example}
                hint={input.isSecret ? "Kept in the rule, which only this bin's owner can read." : undefined}
                autoComplete="off"
                autoFocus={input === inputs[0]}
                mono
              />
            ))}
            <div className="flex gap-2">
              <Button type="submit" look="primary" busy={busy} disabled={!isComplete}>
                Add {name}
              </Button>
              <Button onClick={() => setAsks(false)}>Cancel</Button>
            </div>
          </div>
        ) : null}
        {problem ? (
          <p role="alert" className="mt-2 text-sm text-bad">
            {problem}
          </p>
        ) : null}
      </form>
    </li>
  );
}

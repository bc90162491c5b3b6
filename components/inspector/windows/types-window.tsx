"use client";
import { useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatCount } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { MAX_SAMPLES, TYPE_LANGUAGES, type TypeLanguage } from "#lib/export/types/languages.ts";
import { askWorker } from "../body/ask-worker.ts";
import { wholeCaptures } from "../session/whole-captures.ts";
import { sentBody } from "./sent-body.ts";
import { useTask } from "./use-task.ts";

export type TypesWindowProps = {
  bin: string;
  seqs: readonly number[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Types that the bodies of the chosen captures fit, ready to paste. */
export function TypesWindow({ bin, seqs, open, onOpenChange }: TypesWindowProps) {
  const [language, setLanguage] = useState<TypeLanguage>("typescript");
  const { state, again } = useTask(
    async (signal) => {
      const captures = await wholeCaptures(bin, seqs.slice(0, MAX_SAMPLES), signal);
      const types = await askWorker("types", { bodies: captures.map((one) => sentBody(bin, one)) }, signal);
      return { types, read: captures.length };
    },
    [bin, seqs],
  );
  const made = state.kind === "done" ? state.value.types[language] : null;

  const content = () => {
    if (state.kind === "failed") {
      return (
        <Problem title="The captures could not be read" onRetry={again}>
          {state.problem}
        </Problem>
      );
    }
    if (!made) return <Skeleton className="mt-4 h-48 w-full" />;
    return (
      <div className="flex flex-col gap-3 pt-4">
        {made.notes.map((note) => (
          <Notice key={note} tone="info">
            {note}
          </Notice>
        ))}
        {made.code === "" ? (
          <p className="py-10 text-center text-sm text-soft">
            None of these bodies is JSON, so there is nothing to infer.
          </p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
          <pre tabIndex={0} className="verbatim overflow-x-auto rounded-lg border bg-sunken p-4 text-sm">
            {made.code}
          </pre>
        )}
      </div>
    );
  };

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      shape="sheet"
      width="max-w-2xl"
      title="Types from samples"
      description={sayBasis(seqs.length, state.kind === "done" ? state.value.read : null)}
      footer={
        made?.code ? (
          <CopyButton text={made.code} label="Copy the types" look="primary">
            Copy
          </CopyButton>
        ) : undefined
      }
    >
      <Tabs
        label="Language"
        value={language}
        onChange={setLanguage}
        tabs={TYPE_LANGUAGES.map(({ id, label }) => ({ value: id, label, content: content() }))}
      />
    </Dialog>
  );
}

/** `read` is null while they are being read. */
function sayBasis(chosen: number, read: number | null): string {
  if (chosen === 1) return "Inferred from one body. Choose several captures for more certain types.";
  const wanted = Math.min(chosen, MAX_SAMPLES);
  const those = chosen > MAX_SAMPLES ? `the first ${MAX_SAMPLES} of ${formatCount(chosen)} bodies` : `${chosen} bodies`;
  const gone = wanted - (read ?? wanted);
  const left = gone > 0 ? `, of which ${formatCount(gone)} ${gone === 1 ? "is" : "are"} no longer there` : "";
  return `Inferred from ${those}${left}: what is missing in some is optional.`;
}

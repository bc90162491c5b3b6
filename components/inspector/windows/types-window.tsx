"use client";
import { useMemo, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatCount } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { TYPE_LANGUAGES, type TypeLanguage, typesFrom } from "#lib/export/types/types-from.ts";
import { utf8OrNull } from "#lib/model/bytes.ts";
import { wholeCaptures } from "../session/whole-captures.ts";
import { readableBody } from "./readable-body.ts";
import { useTask } from "./use-task.ts";

/** As many captures as are read at most. */
const MAX_SAMPLES = 100;

export type TypesWindowProps = {
  bin: string;
  seqs: readonly number[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Types that the bodies of the chosen captures fit, ready to paste. */
export function TypesWindow({ bin, seqs, open, onOpenChange }: TypesWindowProps) {
  const [language, setLanguage] = useState<TypeLanguage>("typescript");
  const { state, again } = useTask(async () => {
    const captures = await wholeCaptures(bin, seqs.slice(0, MAX_SAMPLES));
    return Promise.all(captures.map(async (one) => utf8OrNull(await readableBody(one)) ?? ""));
  }, [bin, seqs]);
  const made = useMemo(() => (state.kind === "done" ? typesFrom(state.value, language) : null), [state, language]);

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
      description={
        seqs.length === 1
          ? "Inferred from one body. Choose several captures for more certain types."
          : `Inferred from ${formatCount(Math.min(seqs.length, MAX_SAMPLES))} bodies: what is missing in some is optional.`
      }
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

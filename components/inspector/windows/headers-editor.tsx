"use client";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useId, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { INPUT_CLASS } from "#components/ui/text-field.tsx";
import type { Pairs } from "#lib/http/pairs.ts";

export type HeadersEditorProps = {
  headers: Pairs;
  onChange: (headers: Pairs) => void;
  /** The problem with one row, if there is one. */
  problemAt: (index: number) => string | undefined;
};

/** Header fields in order; repeats and case are kept as they are typed. */
export function HeadersEditor({ headers, onChange, problemAt }: HeadersEditorProps) {
  const rows = useRef<HTMLDivElement>(null);
  const id = useId();
  const change = (index: number, part: 0 | 1, text: string) => {
    onChange(
      headers.map(([name, value], at) => (at !== index ? [name, value] : part === 0 ? [text, value] : [name, text])),
    );
  };
  const add = () => {
    onChange([...headers, ["", ""]]);
    // The new row is in the page after this render.
    requestAnimationFrame(() =>
      rows.current?.querySelector<HTMLInputElement>("[data-row]:last-of-type input")?.focus(),
    );
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium text-soft">Headers</legend>
      <div ref={rows} className="flex flex-col gap-1.5">
        {headers.map(([name, value], index) => {
          const problem = problemAt(index);
          const described = problem ? `${id}-${index}` : undefined;
          const look = cx(INPUT_CLASS, "mono h-8 pointer-coarse:h-10");
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows repeat and are edited in place; the place is their identity
            <div key={index} data-row>
              <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-center gap-1.5">
                <input
                  aria-label={`Name of header ${index + 1}`}
                  aria-invalid={problem ? true : undefined}
                  aria-describedby={described}
                  value={name}
                  placeholder="Name"
                  spellCheck={false}
                  autoCapitalize="off"
                  onChange={(event) => change(index, 0, event.target.value)}
                  className={look}
                />
                <input
                  aria-label={`Value of header ${index + 1}`}
                  aria-invalid={problem ? true : undefined}
                  aria-describedby={described}
                  value={value}
                  placeholder="Value"
                  spellCheck={false}
                  autoCapitalize="off"
                  onChange={(event) => change(index, 1, event.target.value)}
                  className={look}
                />
                <IconButton
                  label={`Remove header ${index + 1}`}
                  icon={<X aria-hidden className="size-4" />}
                  onClick={() => onChange(headers.filter((_, at) => at !== index))}
                />
              </div>
              {problem ? (
                <p id={described} role="alert" className="mt-1 text-sm text-bad">
                  {problem}
                </p>
              ) : null}
            </div>
          );
        })}
      </div>
      <Button
        size="sm"
        look="ghost"
        className="mt-1.5 -ml-2"
        icon={<Plus aria-hidden className="size-3.5" />}
        onClick={add}
      >
        Add a header
      </Button>
    </fieldset>
  );
}

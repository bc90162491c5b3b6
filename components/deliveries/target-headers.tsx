"use client";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useId, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { INPUT_CLASS } from "#components/ui/text-field.tsx";
import type { HeaderDraft } from "./target-draft.ts";

export type TargetHeadersProps = {
  headers: readonly HeaderDraft[];
  onChange: (headers: readonly HeaderDraft[]) => void;
  problemAt: (index: number) => string | undefined;
};

/** Headers of a target. A secret value can be typed and never read again. */
export function TargetHeaders({ headers, onChange, problemAt }: TargetHeadersProps) {
  const rows = useRef<HTMLDivElement>(null);
  const id = useId();
  const change = (index: number, changes: Partial<HeaderDraft>) =>
    onChange(headers.map((header, at) => (at === index ? { ...header, ...changes } : header)));
  const add = () => {
    onChange([...headers, { name: "", value: "", secret: false, kept: false }]);
    // The new row is in the page after this render.
    requestAnimationFrame(() =>
      rows.current?.querySelector<HTMLInputElement>("[data-row]:last-of-type input")?.focus(),
    );
  };
  const look = cx(INPUT_CLASS, "mono h-8 pointer-coarse:h-10");
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium text-soft">Headers of each delivery</legend>
      <p className="mb-2 text-sm text-faint">
        They take the place of captured ones of the same name. A secret value is never shown again, not here and not in
        attempts.
      </p>
      <div ref={rows} className="flex flex-col gap-2">
        {headers.map(({ name, value, secret, kept }, index) => {
          const problem = problemAt(index);
          const shared = {
            "aria-invalid": problem ? true : undefined,
            "aria-describedby": problem ? `${id}-${index}` : undefined,
            spellCheck: false,
            autoCapitalize: "off",
            className: look,
          } as const;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows repeat and are edited in place; the place is their identity
            <div key={index} data-row>
              <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-center gap-1.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto_auto]">
                <input
                  {...shared}
                  aria-label={`Name of header ${index + 1}`}
                  value={name}
                  placeholder="Name"
                  onChange={(event) => change(index, { name: event.target.value, kept: false })}
                />
                <input
                  {...shared}
                  type={secret ? "password" : "text"}
                  autoComplete={secret ? "new-password" : "off"}
                  aria-label={`Value of header ${index + 1}`}
                  value={value}
                  placeholder={secret && kept ? "Set. Type to replace it" : "Value"}
                  onChange={(event) => change(index, { value: event.target.value })}
                />
                <div className="max-sm:order-last max-sm:col-span-3 max-sm:py-1">
                  <Switch
                    label={
                      <>
                        Secret<span className="sr-only">: header {index + 1}</span>
                      </>
                    }
                    checked={secret}
                    onChange={(on) => change(index, { secret: on })}
                  />
                </div>
                <IconButton
                  label={`Remove header ${index + 1}`}
                  icon={<X aria-hidden className="size-4" />}
                  onClick={() => onChange(headers.filter((_, at) => at !== index))}
                />
              </div>
              {problem ? (
                <p id={`${id}-${index}`} role="alert" className="mt-1 text-sm text-bad">
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

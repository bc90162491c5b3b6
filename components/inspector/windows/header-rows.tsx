"use client";
import X from "lucide-react/icons/x";
import { type InputHTMLAttributes, type ReactNode, useId, useRef } from "react";
import { AddButton } from "#components/ui/add-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { focusBeforeRemoval } from "#components/ui/focus-in-place.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { INPUT_CLASS } from "#components/ui/text-field.tsx";
import { sentPlace } from "./filled-rows.ts";

export type HeaderRowsProps<Row extends { name: string; value: string }> = {
  legend: string;
  hint?: ReactNode;
  rows: readonly Row[];
  onChange: (rows: readonly Row[]) => void;
  /** What "Add a header" adds. */
  blank: Row;
  /** The problem with one of the headers that are sent, by its place among them. */
  problemAt: (place: number) => string | undefined;
  /** How the name of a row changes. */
  rename?: (row: Row, name: string) => Row;
  valueProps?: (row: Row) => InputHTMLAttributes<HTMLInputElement>;
  /** Stands behind the value. */
  aside?: (row: Row, index: number, change: (row: Row) => void) => ReactNode;
};

/** Header fields in order; repeats and case are kept as they are typed. Rows that nobody has written in are not sent. */
export function HeaderRows<Row extends { name: string; value: string }>(props: HeaderRowsProps<Row>) {
  const { legend, hint, rows, onChange, blank, problemAt, valueProps, aside } = props;
  const rename = props.rename ?? ((row: Row, name: string) => ({ ...row, name }));
  const list = useRef<HTMLFieldSetElement>(null);
  const id = useId();
  const add = () => {
    onChange([...rows, blank]);
    // The new row is in the page after this render.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLInputElement>("[data-row]:last-of-type input")?.focus(),
    );
  };
  return (
    <fieldset ref={list} className="min-w-0">
      <legend className="mb-1 text-sm font-medium text-soft">{legend}</legend>
      {hint ? <p className="mb-2 text-sm text-faint">{hint}</p> : null}
      <div className="flex flex-col gap-1.5">
        {rows.map((row, index) => {
          const place = sentPlace(rows, index);
          const problem = place === null ? undefined : problemAt(place);
          const change = (next: Row) => onChange(rows.with(index, next));
          const shared = {
            "aria-invalid": problem ? true : undefined,
            "aria-describedby": problem ? `${id}-${index}` : undefined,
            spellCheck: false,
            autoCapitalize: "off",
            className: cx(INPUT_CLASS, "mono h-8 pointer-coarse:h-touch"),
          } as const;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows repeat and are edited in place; the place is their identity
            <div key={index} data-row>
              <div
                className={cx(
                  "grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-center gap-1.5",
                  aside && "sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto_auto]",
                )}
              >
                <input
                  {...shared}
                  aria-label={`Name of header ${index + 1}`}
                  value={row.name}
                  placeholder="Name"
                  onChange={(event) => change(rename(row, event.target.value))}
                />
                <input
                  {...shared}
                  aria-label={`Value of header ${index + 1}`}
                  value={row.value}
                  placeholder="Value"
                  {...valueProps?.(row)}
                  onChange={(event) => change({ ...row, value: event.target.value })}
                />
                {aside?.(row, index, change)}
                <IconButton
                  label={`Remove header ${index + 1}`}
                  icon={<X aria-hidden className="size-4" />}
                  data-one-of="headers"
                  onClick={() => {
                    focusBeforeRemoval("headers", index, list.current);
                    onChange(rows.toSpliced(index, 1));
                  }}
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
      <AddButton to="headers" className="mt-1.5" onClick={add}>
        Add a header
      </AddButton>
    </fieldset>
  );
}

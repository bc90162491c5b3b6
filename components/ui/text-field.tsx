"use client";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

/** Looks shared by everything one types into. 16 px on touch screens, so that phones do not zoom in. */
export const INPUT_CLASS =
  "w-full min-w-0 rounded-md border border-edge bg-surface px-2.5 text-sm text-ink pointer-coarse:text-lg outline-none transition-colors hover:border-soft focus-visible:border-focus focus-visible:ring-2 focus-visible:ring-focus/30 disabled:opacity-50 aria-invalid:border-bad";

export type TextFieldProps = {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  /** The label is there for screen readers only. */
  labelHidden?: boolean;
  hint?: ReactNode;
  problem?: string | undefined;
  mono?: boolean;
  /** Lines of a field for longer text; one line without it. */
  rows?: number;
  className?: string;
} & Pick<
  ComponentProps<"input">,
  "placeholder" | "autoComplete" | "autoFocus" | "inputMode" | "maxLength" | "disabled" | "onBlur" | "name" | "required"
>;

/** A labelled field; its hint and its problem are read out with it. */
export function TextField(props: TextFieldProps) {
  const { label, value, onChange, labelHidden, hint, problem, mono, rows, className, ...rest } = props;
  const id = useId();
  const described = problem ? `${id}-problem` : hint ? `${id}-hint` : undefined;
  const shared = {
    ...rest,
    id,
    value,
    "aria-invalid": problem ? true : undefined,
    "aria-describedby": described,
    spellCheck: false,
    autoCapitalize: "off",
    autoCorrect: "off",
  } as const;
  const look = cx(INPUT_CLASS, mono && "mono");
  return (
    <div className={cx("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className={labelHidden ? "sr-only" : "text-sm font-medium text-soft"}>
        {label}
      </label>
      {rows === undefined ? (
        <input
          {...shared}
          onChange={(event) => onChange(event.target.value)}
          className={cx(look, "h-8 pointer-coarse:h-touch")}
        />
      ) : (
        <TextArea {...shared} rows={rows} onChange={onChange} className={look} />
      )}
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="text-sm text-bad">
          {problem}
        </p>
      ) : hint ? (
        <p id={`${id}-hint`} className="text-sm text-faint">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

type TextAreaProps = Pick<ComponentProps<"textarea">, "rows" | "className" | "id" | "value"> & {
  onChange: (value: string) => void;
  onBlur?: unknown;
};

function TextArea({ onChange, onBlur: _, className, ...rest }: TextAreaProps) {
  return (
    <textarea
      {...rest}
      onChange={(event) => onChange(event.target.value)}
      className={cx(className, "resize-y py-2 leading-5")}
    />
  );
}

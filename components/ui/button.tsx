import type { ReactNode } from "react";
import { type ButtonLook, type ButtonSize, buttonClass } from "./button-class.ts";
import { cx } from "./cx.ts";
import { Pressable, type PressableProps } from "./pressable.tsx";
import { Spinner } from "./spinner.tsx";

export type ButtonProps = Omit<PressableProps, "focusableWhenDisabled"> & {
  look?: ButtonLook;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Work under way: shows a spinner in place of the icon and takes no second press. */
  busy?: boolean;
};

export function Button({ look, size, icon, busy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <Pressable
      {...rest}
      disabled={disabled === true || busy}
      focusableWhenDisabled={busy}
      aria-busy={busy || undefined}
      className={cx(buttonClass(look, size), className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </Pressable>
  );
}

"use client";
import type { ComponentProps, MouseEvent } from "react";

export type PressableProps = Omit<ComponentProps<"button">, "className"> & {
  className?: string;
  /** Keeps the focus while it takes no press, for what is disabled only for a moment or whose neighbours move. */
  focusableWhenDisabled?: boolean;
};

/** The platform's button, without a look. `data-disabled` says that it takes no press, focusable or not. */
export function Pressable({ disabled, focusableWhenDisabled, onClick, ...rest }: PressableProps) {
  const isSoft = disabled && focusableWhenDisabled;
  // A submit button is pressed by Enter in a field too: that must not send the form.
  const refuse = (event: MouseEvent) => event.preventDefault();
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled && !isSoft}
      aria-disabled={isSoft || undefined}
      data-disabled={disabled ? "" : undefined}
      onClick={isSoft ? refuse : onClick}
    />
  );
}

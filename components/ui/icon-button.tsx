"use client";
import { Button as BaseButton } from "@base-ui/react/button";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";
import { Tooltip } from "./tooltip.tsx";

export type IconButtonProps = Omit<ComponentProps<typeof BaseButton>, "className" | "aria-label"> & {
  /** The accessible name, shown as a hint too. */
  label: string;
  /** The shortcut shown in the hint. */
  keys?: string;
  icon: ReactNode;
  size?: "sm" | "md";
  className?: string;
};

/** A square button with a picture. Always has a name. */
export function IconButton({ label, keys, icon, size = "md", className, ...rest }: IconButtonProps) {
  const button = (
    <BaseButton
      {...rest}
      aria-label={label}
      className={cx(
        "inline-flex shrink-0 items-center justify-center rounded-md text-soft transition-colors",
        "hover:not-data-disabled:bg-hover hover:not-data-disabled:text-ink active:not-data-disabled:bg-pressed data-popup-open:bg-hover data-popup-open:text-ink",
        "data-disabled:opacity-40 aria-pressed:bg-accent-wash aria-pressed:text-accent pointer-coarse:size-10",
        size === "sm" ? "size-6" : "size-8",
        className,
      )}
    >
      {icon}
    </BaseButton>
  );
  return keys === undefined ? (
    <Tooltip hint={label}>{button}</Tooltip>
  ) : (
    <Tooltip hint={label} keys={keys}>
      {button}
    </Tooltip>
  );
}

"use client";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";
import { Pressable, type PressableProps } from "./pressable.tsx";
import { Tooltip } from "./tooltip.tsx";

type Look = {
  /** The accessible name, shown as a hint too. */
  label: string;
  icon: ReactNode;
  size?: "sm" | "md";
  className?: string;
};

export type IconButtonProps = Omit<PressableProps, "aria-label" | "children"> &
  Look & {
    /** The shortcut shown in the hint. */
    keys?: string;
  };

/** A square button with a picture. Always has a name. */
export function IconButton({ label, keys, icon, size, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip hint={label} keys={keys}>
      <Pressable {...rest} aria-label={label} className={lookOf(size, className)}>
        {icon}
      </Pressable>
    </Tooltip>
  );
}

export type IconLinkProps = Pick<ComponentProps<"a">, "download"> & Look & { href: string };

/** A link that looks like an IconButton. */
export function IconLink({ href, download, label, icon, size, className }: IconLinkProps) {
  return (
    <Tooltip hint={label}>
      <a href={href} download={download} aria-label={label} className={lookOf(size, className)}>
        {icon}
      </a>
    </Tooltip>
  );
}

function lookOf(size: Look["size"] = "md", className: string | undefined): string {
  return cx(
    "inline-flex shrink-0 items-center justify-center rounded-md text-soft transition-colors",
    "hover:not-data-disabled:bg-hover hover:not-data-disabled:text-ink active:not-data-disabled:bg-pressed data-popup-open:bg-hover data-popup-open:text-ink",
    "data-disabled:opacity-40 aria-pressed:bg-accent-wash aria-pressed:text-accent pointer-coarse:size-touch",
    size === "sm" ? "size-6" : "size-8",
    className,
  );
}

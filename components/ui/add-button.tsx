"use client";
import Plus from "lucide-react/icons/plus";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";

/** Below a list of fields: one more of them. */
export function AddButton(props: { onClick: () => void; className?: string; children: ReactNode }) {
  return (
    <Button
      size="sm"
      look="ghost"
      className={cx("-ml-2", props.className)}
      icon={<Plus aria-hidden className="size-3.5" />}
      onClick={props.onClick}
    >
      {props.children}
    </Button>
  );
}

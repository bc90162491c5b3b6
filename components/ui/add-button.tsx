"use client";
import Plus from "lucide-react/icons/plus";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";

/** Below a list of fields: one more of them. `to` names the list, as focus-in-place.ts knows it. */
export function AddButton(props: { to: string; onClick: () => void; className?: string; children: ReactNode }) {
  return (
    <Button
      size="sm"
      look="ghost"
      data-add-to={props.to}
      className={cx("-ml-2", props.className)}
      icon={<Plus aria-hidden className="size-3.5" />}
      onClick={props.onClick}
    >
      {props.children}
    </Button>
  );
}

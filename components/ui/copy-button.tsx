"use client";
import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import type { ButtonLook, ButtonSize } from "./button-class.ts";
import { copyText } from "./copy-text.ts";
import { IconButton } from "./icon-button.tsx";
import { showProblem } from "./notify.ts";
import { RowTool } from "./row-tool.tsx";

export type CopyButtonProps = {
  /** What is copied, or how to make it when asked. */
  text: string | (() => string | Promise<string>);
  /** The accessible name, such as "Copy address". */
  label: string;
  /** Shown beside the picture; without it the button is a square, and a small one is a row's. */
  children?: string;
  look?: ButtonLook;
  size?: ButtonSize;
  className?: string;
};

/** Copies and says so for a moment: in the picture, and to screen readers through its name. */
export function CopyButton({ text, label, children, look = "secondary", size = "md", className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      const done = await copyText(typeof text === "string" ? text : text());
      if (done) setCopied(true);
      else showProblem("The browser did not allow copying. Select the text and copy it by hand.");
    } catch (error) {
      showProblem(error instanceof Error ? error.message : "This could not be copied.");
    }
  };

  const icon = copied ? (
    <Check aria-hidden className="size-4 text-good" />
  ) : (
    <Copy aria-hidden className={size === "sm" || !children ? "size-3.5" : "size-4"} />
  );
  const shared = { onClick: copy, icon, ...(className === undefined ? {} : { className }) };
  const live = (
    <span role="status" className="sr-only">
      {copied ? "Copied" : ""}
    </span>
  );
  return (
    <>
      {children === undefined ? (
        size === "sm" ? (
          <RowTool {...shared} label={copied ? "Copied" : label} />
        ) : (
          <IconButton {...shared} label={copied ? "Copied" : label} />
        )
      ) : (
        <Button {...shared} look={look} size={size} aria-label={label}>
          {copied ? "Copied" : children}
        </Button>
      )}
      {live}
    </>
  );
}

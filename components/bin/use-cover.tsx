"use client";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { type ReactNode, use, useState } from "react";
import { cutText } from "#components/ui/cut-text.ts";
import { RowTool } from "#components/ui/row-tool.tsx";
import { maskSecret } from "./secret-headers.ts";
import { SecretsContext } from "./secrets-shown.tsx";

export type Cover = {
  isCovered: boolean;
  /** The value as it may be seen now. */
  shown: (value: string) => string;
  /** What uncovers it, and covers it again; nothing for what is no secret. */
  eye: ReactNode;
};

/** A secret stands covered until it, or all around it, is asked for. */
export function useCover(name: string, isSecret: boolean, cover: (value: string) => string = maskSecret): Cover {
  const { areShown, turn } = use(SecretsContext);
  const [own, setOwn] = useState({ turn: -1, isOpen: false });
  const isOpen = own.turn === turn ? own.isOpen : areShown;
  const isCovered = isSecret && !isOpen;
  const label = `${isCovered ? "Show" : "Cover"} the value of ${cutText(name, 80)}`;
  return {
    isCovered,
    shown: (value) => (isCovered ? cover(value) : value),
    eye: isSecret ? (
      <RowTool
        label={label}
        onClick={() => setOwn({ turn, isOpen: !isOpen })}
        icon={isCovered ? <Eye aria-hidden className="size-3.5" /> : <EyeOff aria-hidden className="size-3.5" />}
        className="-my-0.5"
      />
    ) : null,
  };
}

"use client";
import Copy from "lucide-react/icons/copy";
import GitCompareArrows from "lucide-react/icons/git-compare-arrows";
import Send from "lucide-react/icons/send";
import Trash2 from "lucide-react/icons/trash-2";
import X from "lucide-react/icons/x";
import { Button } from "#components/ui/button.tsx";
import { formatCount } from "#components/ui/format.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { useKeyHints } from "../use-key-hints.ts";

export type ChosenActions = {
  onAll: () => void;
  onCopy: (as: "har" | "curl") => void;
  onCompare: () => void;
  onResend: () => void;
  onTypes: () => void;
  onDelete: () => void;
  onStop: () => void;
};

/** What can be done with the captures chosen. */
export function ChosenBar({ count, ...actions }: ChosenActions & { count: number }) {
  const none = count === 0;
  const keyHint = useKeyHints();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame and a legend this row has no use for
    <div
      role="group"
      aria-label="Chosen captures"
      className="flex shrink-0 flex-wrap items-center gap-1 border-t bg-raised px-2 py-2 shadow-high"
    >
      <span role="status" className="figures px-2 text-sm font-medium">
        {formatCount(count)} chosen
      </span>
      <Button size="sm" look="ghost" onClick={actions.onAll}>
        All loaded
      </Button>
      <span className="ml-auto flex items-center gap-1">
        <Menu
          label="Copy the chosen"
          trigger={
            <IconButton label="Copy the chosen" disabled={none} icon={<Copy aria-hidden className="size-4" />} />
          }
        >
          <MenuItem onSelect={() => actions.onCopy("har")}>Copy as HAR</MenuItem>
          <MenuItem onSelect={() => actions.onCopy("curl")}>Copy as curl</MenuItem>
          <MenuItem onSelect={actions.onTypes}>Types from these bodies</MenuItem>
        </Menu>
        <IconButton
          label={count === 2 ? "Compare the two" : "Compare: choose two"}
          {...keyHint("d")}
          disabled={count !== 2}
          focusableWhenDisabled
          onClick={actions.onCompare}
          icon={<GitCompareArrows aria-hidden className="size-4" />}
        />
        <IconButton
          label="Resend the chosen"
          disabled={none}
          onClick={actions.onResend}
          icon={<Send aria-hidden className="size-4" />}
        />
        <IconButton
          label="Delete the chosen"
          disabled={none}
          onClick={actions.onDelete}
          icon={<Trash2 aria-hidden className="size-4" />}
        />
        <IconButton label="Stop choosing" onClick={actions.onStop} icon={<X aria-hidden className="size-4" />} />
      </span>
    </div>
  );
}

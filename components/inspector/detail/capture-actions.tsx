"use client";
import Braces from "lucide-react/icons/braces";
import ChevronDown from "lucide-react/icons/chevron-down";
import Download from "lucide-react/icons/download";
import Ellipsis from "lucide-react/icons/ellipsis";
import GitCompareArrows from "lucide-react/icons/git-compare-arrows";
import LinkIcon from "lucide-react/icons/link";
import Pin from "lucide-react/icons/pin";
import Send from "lucide-react/icons/send";
import StickyNote from "lucide-react/icons/sticky-note";
import Terminal from "lucide-react/icons/terminal";
import Trash2 from "lucide-react/icons/trash-2";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuDivider, MenuItem, MenuLink } from "#components/ui/menu.tsx";
import type { Bin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";
import { copyAs } from "../copy-as.ts";
import { copyPageLink, copyUrl } from "../copy-links.ts";
import { COPY_TARGETS } from "../copy-targets.ts";
import { bodyHref, rawHref } from "../session/api.ts";
import { useKeyHints } from "../use-key-hints.ts";

export type CaptureActionsProps = {
  bin: Bin;
  summary: Summary;
  onResend: () => void;
  onDelete: () => void;
  onPin: () => void;
  onNote: () => void;
  onCompare: () => void;
  onTypes: () => void;
  className?: string;
};

/** What can be done with one capture. */
export function CaptureActions(props: CaptureActionsProps) {
  const { bin, summary, onResend, onDelete, onPin, onNote, onCompare, onTypes, className } = props;
  const { seq } = summary;
  const keyHint = useKeyHints();
  return (
    <div className={cx("flex shrink-0 items-center gap-1.5", className)}>
      <IconButton
        label={summary.pinned ? "Unpin" : "Pin: keep it whatever the limits"}
        {...keyHint("p")}
        aria-pressed={summary.pinned ?? false}
        onClick={onPin}
        icon={<Pin aria-hidden className={summary.pinned ? "size-4 fill-current" : "size-4"} />}
      />
      <div className="flex max-md:flex-1">
        <Button
          onClick={() => void copyAs(bin, seq, "curl")}
          icon={<Terminal aria-hidden className="size-4" />}
          aria-label="Copy as curl"
          className="rounded-r-none border-r-0 max-md:flex-1"
        >
          Copy as curl
        </Button>
        <Menu
          label="Copy as"
          trigger={
            <IconButton
              label="Copy as something else"
              icon={<ChevronDown aria-hidden className="size-4" />}
              className="w-7! rounded-l-none border border-line-strong bg-surface shadow-low pointer-coarse:w-touch!"
            />
          }
        >
          {COPY_TARGETS.map(({ name, label }) => (
            <MenuItem key={name} onSelect={() => void copyAs(bin, seq, name)} {...(name === "curl" && keyHint("c"))}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      </div>
      <Button
        look="primary"
        onClick={onResend}
        icon={<Send aria-hidden className="size-4" />}
        className="max-md:flex-1"
      >
        Resend
      </Button>
      <Menu
        label="Capture"
        trigger={<IconButton label="More actions" icon={<Ellipsis aria-hidden className="size-4" />} />}
      >
        <MenuItem icon={<StickyNote aria-hidden />} {...keyHint("n")} onSelect={onNote}>
          {summary.note ? "Edit the note" : "Write a note"}
        </MenuItem>
        <MenuItem icon={<GitCompareArrows aria-hidden />} {...keyHint("d")} onSelect={onCompare}>
          Compare with the previous
        </MenuItem>
        <MenuItem icon={<Braces aria-hidden />} onSelect={onTypes}>
          Types from this body
        </MenuItem>
        <MenuDivider />
        <MenuItem icon={<LinkIcon aria-hidden />} {...keyHint("y")} onSelect={() => void copyUrl(bin, summary)}>
          Copy the URL
        </MenuItem>
        <MenuItem icon={<LinkIcon aria-hidden />} onSelect={() => void copyPageLink(bin.id, seq)}>
          Copy a link to this page
        </MenuItem>
        <MenuDivider />
        <MenuLink icon={<Download aria-hidden />} href={bodyHref(bin.id, seq)} download>
          Download body
        </MenuLink>
        <MenuLink icon={<Download aria-hidden />} href={rawHref(bin.id, seq)} download>
          Download whole message
        </MenuLink>
        <MenuDivider />
        <MenuItem icon={<Trash2 aria-hidden />} {...keyHint("Del")} danger onSelect={onDelete}>
          Delete
        </MenuItem>
      </Menu>
    </div>
  );
}

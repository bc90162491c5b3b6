"use client";
import Braces from "lucide-react/icons/braces";
import Code from "lucide-react/icons/code";
import Download from "lucide-react/icons/download";
import Ellipsis from "lucide-react/icons/ellipsis";
import GitCompareArrows from "lucide-react/icons/git-compare-arrows";
import LinkIcon from "lucide-react/icons/link";
import Pin from "lucide-react/icons/pin";
import Send from "lucide-react/icons/send";
import StickyNote from "lucide-react/icons/sticky-note";
import Terminal from "lucide-react/icons/terminal";
import Trash2 from "lucide-react/icons/trash-2";
import { captureUrl } from "#components/bin/address.ts";
import { Button } from "#components/ui/button.tsx";
import { copyText } from "#components/ui/copy-text.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuDivider, MenuItem, MenuLink } from "#components/ui/menu.tsx";
import { showDone, showProblem } from "#components/ui/notify.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";
import { copyAs } from "../copy-as.ts";
import { bodyHref, rawHref } from "../session/api.ts";

export type CaptureActionsProps = {
  bin: Bin;
  summary: Summary;
  onResend: () => void;
  onDelete: () => void;
  onPin: () => void;
  onNote: () => void;
  onCompare: () => void;
  onTypes: () => void;
};

/** What can be done with one capture. */
export function CaptureActions(props: CaptureActionsProps) {
  const { bin, summary, onResend, onDelete, onPin, onNote, onCompare, onTypes } = props;
  const { seq, target } = summary;
  const copy = async (text: string, what: string) => {
    if (await copyText(text)) showDone(`Copied the ${what}`);
    else showProblem("The browser did not allow copying.");
  };
  return (
    <div className="flex shrink-0 items-center gap-1.5">
      <IconButton
        label={summary.pinned ? "Unpin" : "Pin: keep it whatever the limits"}
        keys="p"
        aria-pressed={summary.pinned ?? false}
        onClick={onPin}
        icon={<Pin aria-hidden className={summary.pinned ? "size-4 fill-current" : "size-4"} />}
      />
      <Button
        onClick={() => void copyAs(bin, seq, "curl")}
        icon={<Terminal aria-hidden className="size-4" />}
        aria-label="Copy as curl"
      >
        <span className="max-sm:hidden">Copy as</span> curl
      </Button>
      <Button look="primary" onClick={onResend} icon={<Send aria-hidden className="size-4" />}>
        Resend
      </Button>
      <Menu
        label="Capture"
        trigger={<IconButton label="More actions" icon={<Ellipsis aria-hidden className="size-4" />} />}
      >
        <MenuItem icon={<StickyNote aria-hidden />} keys="n" onSelect={onNote}>
          {summary.note ? "Edit the note" : "Write a note"}
        </MenuItem>
        <MenuItem icon={<GitCompareArrows aria-hidden />} keys="d" onSelect={onCompare}>
          Compare with the previous
        </MenuItem>
        <MenuItem icon={<Braces aria-hidden />} onSelect={onTypes}>
          Types from this body
        </MenuItem>
        <MenuDivider />
        <MenuItem icon={<Terminal aria-hidden />} keys="c" onSelect={() => void copyAs(bin, seq, "curl")}>
          Copy as curl
        </MenuItem>
        <MenuItem icon={<Code aria-hidden />} onSelect={() => void copyAs(bin, seq, "http")}>
          Copy as HTTP/1.1
        </MenuItem>
        <MenuItem
          icon={<LinkIcon aria-hidden />}
          keys="y"
          onSelect={() => void copy(captureUrl(bin.url, target), "URL")}
        >
          Copy the URL
        </MenuItem>
        <MenuItem
          icon={<LinkIcon aria-hidden />}
          onSelect={() => void copy(`${location.origin}/bins/${bin.id}/${seq}`, "link to this page")}
        >
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
        <MenuItem icon={<Trash2 aria-hidden />} keys="Del" danger onSelect={onDelete}>
          Delete
        </MenuItem>
      </Menu>
    </div>
  );
}

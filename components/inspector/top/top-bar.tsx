"use client";
import CircleQuestionMark from "lucide-react/icons/circle-question-mark";
import Ellipsis from "lucide-react/icons/ellipsis";
import Forward from "lucide-react/icons/forward";
import KeyRound from "lucide-react/icons/key-round";
import ListTree from "lucide-react/icons/list-tree";
import ListX from "lucide-react/icons/list-x";
import Reply from "lucide-react/icons/reply";
import Send from "lucide-react/icons/send";
import Settings from "lucide-react/icons/settings";
import Trash2 from "lucide-react/icons/trash-2";
import { BinNav } from "#components/bin/bin-nav.tsx";
import { Status } from "#components/bin/marks.tsx";
import { PaletteTrigger } from "#components/palette/palette-trigger.tsx";
import { LogoMark } from "#components/site/logo.tsx";
import { ThemeMenu } from "#components/site/theme-menu.tsx";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuDivider, MenuItem, MenuLink } from "#components/ui/menu.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Bin } from "#lib/model/bin.ts";
import { AlertSwitches } from "../alerts/alert-switches.tsx";
import type { InspectorWindow } from "../inspector-windows.tsx";
import type { Link } from "../session/session.ts";
import { useKeyHints } from "../use-key-hints.ts";
import { AddressBar } from "./address-bar.tsx";
import { BinTitle } from "./bin-title.tsx";
import { ConnectionMark } from "./connection-mark.tsx";

export type TopBarProps = {
  bin: Bin | null;
  link: Link;
  /** A capture is open: on a phone the address gives it its room. */
  covered: boolean;
  onBinChanged: (bin: Bin) => void;
  onOpen: (window: InspectorWindow) => void;
  onSendTest: () => void;
  onCopyOwnerLink: () => void;
};

/** Where am I, where do senders send, is it live, what does the bin answer. */
export function TopBar({ bin, link, covered, onBinChanged, onOpen, onSendTest, onCopyOwnerLink }: TopBarProps) {
  const keyHint = useKeyHints();
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-2 border-b bg-surface px-3 py-2 md:h-bar md:flex-nowrap md:py-0">
      <Tooltip hint="All bins">
        <a
          href="/"
          aria-label="Wirebin: all bins"
          className="grid size-9 shrink-0 place-items-center rounded-md hover:bg-hover"
        >
          <LogoMark />
        </a>
      </Tooltip>
      <span aria-hidden className="text-line-strong">
        /
      </span>
      <div className="min-w-0 flex-1 md:max-w-64 md:flex-none">
        {bin ? <BinTitle bin={bin} onChanged={onBinChanged} /> : <Skeleton className="h-4 w-32" />}
      </div>
      {bin ? <BinNav bin={bin.id} current="captures" className="max-xl:hidden" /> : null}
      <div
        className={cx(
          "order-last w-full min-w-0 md:order-none md:mx-auto md:w-auto md:max-w-xl md:flex-1",
          covered && "max-md:hidden",
        )}
      >
        {bin ? <AddressBar url={bin.url} onShowQr={() => onOpen("qr")} /> : <Skeleton className="h-9 w-full" />}
      </div>
      <ConnectionMark link={link} />
      {bin ? (
        <Button
          onClick={() => onOpen("reply")}
          icon={<Reply aria-hidden className="size-4" />}
          className="max-lg:hidden"
          aria-label={`Reply: ${bin.reply.status}. Edit the reply`}
        >
          Reply <Status code={bin.reply.status} />
        </Button>
      ) : null}
      <PaletteTrigger onOpen={() => onOpen("palette")} />
      <ThemeMenu />
      <IconButton
        label="Keyboard shortcuts"
        {...keyHint("?")}
        icon={<CircleQuestionMark aria-hidden className="size-4" />}
        onClick={() => onOpen("help")}
        className="max-md:hidden"
      />
      <Menu label="Bin" trigger={<IconButton label="Bin menu" icon={<Ellipsis aria-hidden className="size-4" />} />}>
        <MenuItem icon={<Send aria-hidden />} onSelect={onSendTest}>
          Send a test request
        </MenuItem>
        <MenuItem icon={<Reply aria-hidden />} onSelect={() => onOpen("reply")}>
          Edit the reply
        </MenuItem>
        {bin ? (
          <MenuLink icon={<ListTree aria-hidden />} href={`/bins/${bin.id}/rules`}>
            Reply rules
          </MenuLink>
        ) : null}
        {bin ? (
          <MenuLink icon={<Forward aria-hidden />} href={`/bins/${bin.id}/deliveries`}>
            Deliveries
          </MenuLink>
        ) : null}
        <MenuItem icon={<Settings aria-hidden />} onSelect={() => onOpen("settings")}>
          Settings
        </MenuItem>
        <MenuItem icon={<KeyRound aria-hidden />} onSelect={onCopyOwnerLink}>
          Copy owner link
        </MenuItem>
        <MenuDivider />
        <AlertSwitches />
        <MenuDivider />
        <MenuItem icon={<ListX aria-hidden />} danger onSelect={() => onOpen("delete-captures")}>
          Delete all captures
        </MenuItem>
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => onOpen("delete-bin")}>
          Delete this bin
        </MenuItem>
      </Menu>
    </header>
  );
}

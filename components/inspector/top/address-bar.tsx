"use client";
import QrCode from "lucide-react/icons/qr-code";
import Terminal from "lucide-react/icons/terminal";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { COMMANDS, copyCommand } from "./commands.ts";

/** Where to send: the address, ready to copy as it is, as a command, or to be read by a phone's camera. */
export function AddressBar({ url, onShowQr }: { url: string; onShowQr: () => void }) {
  return (
    <div className="flex h-9 min-w-0 items-center gap-0.5 rounded-lg border border-line-strong bg-surface pr-1 pl-3 shadow-low">
      <code className="clipped min-w-0 flex-1 text-sm select-all" title={url}>
        <span className="text-faint">{url.replace(/^(https?:\/\/).*$/, "$1")}</span>
        {url.replace(/^https?:\/\//, "")}
      </code>
      <CopyButton text={url} label="Copy address" className="size-7!" />
      <Menu
        label="Copy a command"
        trigger={
          <IconButton
            label="Copy a command"
            icon={<Terminal aria-hidden className="size-4" />}
            className="size-7! max-sm:hidden"
          />
        }
      >
        {COMMANDS.map(({ label, write }) => (
          <MenuItem key={label} icon={<Terminal aria-hidden />} onSelect={() => void copyCommand(label, write(url))}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      <IconButton
        label="Show as QR code"
        icon={<QrCode aria-hidden className="size-4" />}
        onClick={onShowQr}
        className="size-7!"
      />
    </div>
  );
}

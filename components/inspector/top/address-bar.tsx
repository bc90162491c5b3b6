"use client";
import QrCode from "lucide-react/icons/qr-code";
import Terminal from "lucide-react/icons/terminal";
import { tryCommand } from "#components/bin/address.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { copyText } from "#components/ui/copy-text.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { showDone, showProblem } from "#components/ui/notify.ts";
import { Popover } from "#components/ui/popover.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const QrPicture = lazyPart(async () => (await import("./qr-picture.tsx")).QrPicture, {
  name: "The picture",
  waiting: <Skeleton className="size-52" />,
});

/** Where to send: the address, ready to copy as it is, as a command, or to be read by a phone's camera. */
export function AddressBar({ url }: { url: string }) {
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
      <Popover
        title="Scan to send from a phone"
        trigger={
          <IconButton label="Show as QR code" icon={<QrCode aria-hidden className="size-4" />} className="size-7!" />
        }
      >
        <QrPicture text={url} />
      </Popover>
    </div>
  );
}

const COMMANDS: { label: string; write: (url: string) => string }[] = [
  { label: "curl: send JSON", write: tryCommand },
  { label: "curl: send a file", write: (url) => `curl --data-binary @FILE ${url}` },
  { label: "curl: send a form", write: (url) => `curl -F 'name=value' -F 'file=@FILE' ${url}` },
  { label: "HTTPie", write: (url) => `http POST ${url} hello=world` },
  {
    label: "JavaScript fetch",
    write: (url) =>
      `await fetch(${JSON.stringify(url)}, {\n  method: "POST",\n  headers: { "Content-Type": "application/json" },\n  body: JSON.stringify({ hello: "world" }),\n});`,
  },
  { label: "Python requests", write: (url) => `requests.post(${JSON.stringify(url)}, json={"hello": "world"})` },
];

async function copyCommand(label: string, command: string): Promise<void> {
  if (await copyText(command)) showDone(`Copied: ${label}`);
  else showProblem("The browser did not allow copying.");
}

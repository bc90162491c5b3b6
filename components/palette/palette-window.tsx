"use client";
import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import Inbox from "lucide-react/icons/inbox";
import Plus from "lucide-react/icons/plus";
import Search from "lucide-react/icons/search";
import { useRef, useState } from "react";
import { makeBin } from "#components/bin/make-bin.ts";
import { api } from "#components/inspector/session/api.ts";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import { useTask } from "#components/inspector/windows/use-task.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { keysHere } from "#components/ui/keys-here.ts";
import { showProblem } from "#components/ui/notify.ts";
import type { PaletteGroup } from "./palette-group.ts";

export type PaletteWindowProps = {
  /** What the page can do, those first that are about what is on screen. Asked when the palette opens. */
  groups: () => readonly PaletteGroup[];
  /** The bin whose page this is: it is not among those to go to. */
  bin: string | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

const GROUP =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint";
const ITEM =
  "flex min-h-9 items-center gap-2.5 rounded-md px-2 py-1 text-sm data-[selected=true]:bg-pressed pointer-coarse:min-h-touch-row";

/** Every action of a page and every bin, found by typing. */
export function PaletteWindow({ groups: ask, bin, open, onOpenChange }: PaletteWindowProps) {
  const field = useRef<HTMLInputElement>(null);
  const [groups] = useState(() => ask().filter(({ actions }) => actions.length > 0));
  const { state } = useTask((signal) => api.listBins(signal), []);
  const bins = state.kind === "done" ? state.value.filter(({ id }) => id !== bin) : [];
  // The window closes first: what runs may open another one, or move the focus.
  const choose = (run: () => void) => {
    onOpenChange(false);
    requestAnimationFrame(run);
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          initialFocus={field}
          className="fixed top-[12dvh] left-1/2 z-40 w-[calc(100vw-1.5rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-xl border bg-raised shadow-high outline-none transition-[opacity,scale] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0"
        >
          <Dialog.Title className="sr-only">Every action and bin</Dialog.Title>
          <Command label="Every action and bin" loop>
            <div className="flex items-center gap-2 border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-faint" />
              <Command.Input
                ref={field}
                placeholder="What do you want to do?"
                className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none pointer-coarse:text-lg"
              />
              <Kbd>Esc</Kbd>
            </div>
            <Command.List label="Actions and bins" className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
              {groups.map(({ heading, actions }) => (
                <Command.Group key={heading} heading={heading} className={GROUP}>
                  {actions.map(({ label, keys, run }) => (
                    <Command.Item key={label} value={label} onSelect={() => choose(run)} className={ITEM}>
                      <span className="min-w-0 flex-1 wrap-anywhere [unicode-bidi:isolate]">{label}</span>
                      {keys.map((key, index) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: "g g" repeats a key
                        <Kbd key={index}>{keysHere(key)}</Kbd>
                      ))}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              <Command.Group heading="Bins" className={GROUP}>
                {bins.map(({ id, title }) => (
                  <Command.Item
                    key={id}
                    value={`${title} ${id}`}
                    // A whole page load: another bin starts from nothing.
                    onSelect={() => choose(() => location.assign(`/bins/${id}`))}
                    className={ITEM}
                  >
                    <Inbox aria-hidden className="size-4 shrink-0 text-faint" />
                    <span className="clipped min-w-0 flex-1">{title || id}</span>
                    {title ? <span className="clipped max-w-40 text-xs text-faint">{id}</span> : null}
                  </Command.Item>
                ))}
                <Command.Item value="Create a new bin" onSelect={() => choose(() => void makeOne())} className={ITEM}>
                  <Plus aria-hidden className="size-4 shrink-0 text-faint" />
                  Create a new bin
                </Command.Item>
                <Command.Item
                  value="All bins, front page"
                  onSelect={() => choose(() => location.assign("/"))}
                  className={ITEM}
                >
                  <Inbox aria-hidden className="size-4 shrink-0 text-faint" />
                  All bins
                </Command.Item>
              </Command.Group>
            </Command.List>
            <Command.Empty className="pt-6 pb-9 text-center text-sm text-soft">Nothing is called that.</Command.Empty>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

async function makeOne(): Promise<void> {
  try {
    await makeBin({});
  } catch (error) {
    showProblem(`No bin was made. ${sentenceOf(error)}`);
  }
}

"use client";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { keysHere } from "#components/ui/keys-here.ts";
import { Switch } from "#components/ui/switch.tsx";
import { heldOrMoving, SHORTCUTS } from "../shortcut-list.ts";
import { setPreferences, usePreferences } from "../use-preferences.ts";

/** Every shortcut of the inspector, and whether single keys do anything. */
export function HelpWindow({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { singleKeys } = usePreferences();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" width="max-w-lg">
      <div className="mb-4 rounded-lg border bg-sunken px-3 py-2.5">
        <Switch
          label="Shortcuts of a single key, in this browser"
          checked={singleKeys}
          onChange={(on) => setPreferences({ singleKeys: on })}
        />
        <p className="mt-1 text-xs text-faint">
          Off, nothing is done by a key pressed alone but moving with arrows, Enter and Esc.
        </p>
      </div>
      <dl className="grid gap-x-8 gap-y-2 sm:grid-cols-2">
        {SHORTCUTS.map(({ keys, label }) => {
          const working = singleKeys ? keys : heldOrMoving(keys);
          return (
            <div key={label} className="flex min-h-5 items-center justify-between gap-3 text-sm">
              <dt className="text-soft">{label}</dt>
              <dd className="flex gap-1">
                {working.map((key, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: "g g" repeats a key
                  <Kbd key={at}>{keysHere(key)}</Kbd>
                ))}
                {working.length === 0 ? <span className="text-xs text-faint">off</span> : null}
              </dd>
            </div>
          );
        })}
      </dl>
    </Dialog>
  );
}

"use client";
import Check from "lucide-react/icons/check";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { lazyPart } from "./lazy-part.tsx";
import { useMenuParts } from "./menu-parts.ts";
import { type Trigger, usePopup } from "./use-popup.ts";

const load = async () => (await import("./menu-popup.tsx")).MenuPopup;
const MenuPopup = lazyPart(load, { name: "This menu", floating: true });

/** A list of commands under a button. Give it items from this file. */
export function Menu({ trigger, label, children }: { trigger: Trigger; label: string; children: ReactNode }) {
  const popup = usePopup({ kind: "menu", trigger, load: warmUp });
  return (
    <>
      {popup.trigger}
      {popup.isNeeded ? (
        <MenuPopup popup={popup} label={label}>
          {children}
        </MenuPopup>
      ) : null}
    </>
  );
}

function warmUp(): void {
  // What does not come now is asked for again when the menu opens.
  load().catch(() => undefined);
}

const ITEM =
  "flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 py-1 outline-none select-none data-highlighted:bg-hover data-disabled:opacity-45 pointer-coarse:min-h-touch-row";

const HEADING = "px-2 pt-1.5 pb-1 text-xs font-medium text-faint";

export type MenuItemProps = {
  children: ReactNode;
  icon?: ReactNode;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
};

export function MenuItem({ children, icon, keys, danger, disabled = false, onSelect }: MenuItemProps) {
  const BaseMenu = useMenuParts();
  return (
    <BaseMenu.Item onClick={onSelect} disabled={disabled} className={cx(ITEM, danger && "text-bad")}>
      {icon ? <span className={cx("[&>svg]:size-4", !danger && "text-faint")}>{icon}</span> : null}
      <span className="min-w-0 flex-1">{children}</span>
      {keys ? <kbd className="ml-4 text-xs text-faint">{keys}</kbd> : null}
    </BaseMenu.Item>
  );
}

export function MenuLink({
  children,
  icon,
  href,
  download,
}: {
  children: ReactNode;
  icon?: ReactNode;
  href: string;
  download?: boolean;
}) {
  const BaseMenu = useMenuParts();
  return (
    <BaseMenu.LinkItem render={<a href={href} download={download} />} className={ITEM} closeOnClick>
      {icon ? <span className="text-faint [&>svg]:size-4">{icon}</span> : null}
      <span className="min-w-0 flex-1">{children}</span>
    </BaseMenu.LinkItem>
  );
}

export function MenuSwitch({
  children,
  checked,
  onChange,
}: {
  children: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const BaseMenu = useMenuParts();
  return (
    <BaseMenu.CheckboxItem checked={checked} onCheckedChange={onChange} closeOnClick={false} className={ITEM}>
      <span className="grid size-4 place-items-center">
        <BaseMenu.CheckboxItemIndicator>
          <Check aria-hidden className="size-4 text-accent" />
        </BaseMenu.CheckboxItemIndicator>
      </span>
      {children}
    </BaseMenu.CheckboxItem>
  );
}

/** Items that belong together, under a heading. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  const BaseMenu = useMenuParts();
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className={HEADING}>{label}</BaseMenu.GroupLabel>
      {children}
    </BaseMenu.Group>
  );
}

export type MenuChoicesProps<Value extends string> = {
  label: string;
  value: Value;
  choices: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange: (value: Value) => void;
};

/** One of several, under a heading. */
export function MenuChoices<Value extends string>({ label, value, choices, onChange }: MenuChoicesProps<Value>) {
  const BaseMenu = useMenuParts();
  return (
    <MenuGroup label={label}>
      <BaseMenu.RadioGroup value={value} onValueChange={onChange}>
        {choices.map((choice) => (
          <BaseMenu.RadioItem key={choice.value} value={choice.value} closeOnClick className={ITEM}>
            <span className="grid size-4 place-items-center">
              <BaseMenu.RadioItemIndicator>
                <Check aria-hidden className="size-4 text-accent" />
              </BaseMenu.RadioItemIndicator>
            </span>
            <span className="flex-1">{choice.label}</span>
            {choice.icon ? <span className="text-faint [&>svg]:size-4">{choice.icon}</span> : null}
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </MenuGroup>
  );
}

export function MenuDivider() {
  const BaseMenu = useMenuParts();
  return <BaseMenu.Separator className="my-1 h-px bg-line" />;
}

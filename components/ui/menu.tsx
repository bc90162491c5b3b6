"use client";
import { Menu as BaseMenu } from "@base-ui/react/menu";
import Check from "lucide-react/icons/check";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx.ts";

/** A list of commands under a button. Give it items from this file. */
export function Menu({ trigger, label, children }: { trigger: ReactElement; label: string; children: ReactNode }) {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={5} align="end" className="z-50 outline-none">
          <BaseMenu.Popup
            aria-label={label}
            className="max-h-(--available-height) min-w-44 max-w-80 origin-(--transform-origin) overflow-y-auto rounded-lg border border-line bg-raised p-1 text-sm text-ink shadow-high outline-none transition-[opacity,scale] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0"
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

const ITEM =
  "flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 py-1 outline-none select-none data-highlighted:bg-hover data-disabled:opacity-45 pointer-coarse:min-h-11";

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
  return <BaseMenu.Separator className="my-1 h-px bg-line" />;
}

"use client";
import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type Tab<Value extends string> = { value: Value; label: string; count?: number | undefined; content: ReactNode };

export type TabsProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly Tab<Value>[];
  /** Stands at the right end of the row of tabs. */
  aside?: ReactNode;
  className?: string;
  panelClassName?: string;
};

/** Several faces of one thing, one shown at a time. Arrow keys move between tabs. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, value, onChange, tabs, aside, className, panelClassName } = props;
  const change = (next: unknown) => {
    const tab = tabs.find((one) => one.value === next);
    if (tab) onChange(tab.value);
  };
  return (
    <BaseTabs.Root value={value} onValueChange={change} className={cx("flex min-h-0 flex-col", className)}>
      <div className="flex shrink-0 items-center justify-between gap-2 border-b px-4 max-sm:px-2">
        <BaseTabs.List aria-label={label} activateOnFocus className="relative -mb-px flex gap-1 overflow-x-auto">
          {tabs.map((tab) => (
            <BaseTabs.Tab
              key={tab.value}
              value={tab.value}
              className="inset-focus flex h-10 items-center gap-1.5 rounded-md border-b-0 px-2.5 text-sm font-medium whitespace-nowrap text-faint transition-colors hover:text-ink data-active:text-ink"
            >
              {tab.label}
              {tab.count === undefined || tab.count === 0 ? null : (
                <span className="figures rounded-full bg-hover px-1.5 text-2xs text-soft">{tab.count}</span>
              )}
            </BaseTabs.Tab>
          ))}
          <BaseTabs.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) rounded-full bg-accent transition-[translate,width]" />
        </BaseTabs.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value} className={cx("inset-focus min-h-0 flex-1", panelClassName)}>
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}

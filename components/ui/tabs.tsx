"use client";
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { cx } from "./cx.ts";

export type Tab<Value extends string> = {
  value: Value;
  label: string;
  count?: number | string | undefined;
  content: ReactNode;
};

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

/** Several faces of one thing, one shown at a time. Arrow keys, Home and End move between tabs (WAI-ARIA Authoring Practices, tabs). */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, value, onChange, tabs, aside, className, panelClassName } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = tabs.find((tab) => tab.value === value);
  useLine(list, `${value} ${tabs.map((tab) => `${tab.label} ${tab.count ?? ""}`).join()}`);

  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onChange(next.value);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${next.value}`)}`)?.focus();
  };

  return (
    <div className={cx("flex min-h-0 flex-col", className)}>
      <div className="flex shrink-0 items-center justify-between gap-2 border-b px-4 max-sm:px-2">
        <div
          ref={list}
          role="tablist"
          aria-label={label}
          onKeyDown={move}
          className="relative -mb-px flex gap-1 overflow-x-auto"
        >
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              id={`${id}-${tab.value}`}
              role="tab"
              aria-selected={tab.value === value}
              aria-controls={tab.value === value ? `${id}-panel` : undefined}
              tabIndex={tab.value === value ? 0 : -1}
              onClick={() => onChange(tab.value)}
              className="inset-focus flex h-10 items-center gap-1.5 rounded-md border-b-0 px-2.5 text-sm font-medium whitespace-nowrap text-faint transition-colors hover:text-ink aria-selected:text-ink"
            >
              {tab.label}
              {tab.count === undefined || tab.count === 0 ? null : (
                <span className="figures rounded-full bg-hover px-1.5 text-2xs text-soft">{tab.count}</span>
              )}
            </button>
          ))}
          <span
            aria-hidden
            className="absolute bottom-0 left-0 h-0.5 w-(--tab-width) translate-x-(--tab-left) rounded-full bg-accent transition-[translate,width]"
          />
        </div>
        {aside}
      </div>
      <div
        key={value}
        id={`${id}-panel`}
        role="tabpanel"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel is reached by Tab, so that its text can be scrolled by key
        tabIndex={0}
        aria-labelledby={`${id}-${value}`}
        className={cx("inset-focus min-h-0 flex-1", panelClassName)}
      >
        {current?.content}
      </div>
    </div>
  );
}

/** Draws the line under the chosen tab; `look` is whatever its place and width depend on. */
function useLine(list: React.RefObject<HTMLDivElement | null>, look: string): void {
  useLayoutEffect(() => {
    void look;
    const chosen = list.current?.querySelector<HTMLElement>("[aria-selected=true]");
    if (!chosen) return;
    list.current?.style.setProperty("--tab-left", `${chosen.offsetLeft}px`);
    list.current?.style.setProperty("--tab-width", `${chosen.offsetWidth}px`);
  }, [list, look]);
}

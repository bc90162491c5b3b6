"use client";
import ListFilter from "lucide-react/icons/sliders-horizontal";
import { formatCount } from "#components/ui/format.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuChoices, MenuDivider, MenuSwitch } from "#components/ui/menu.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { COLUMNS, type Column, setPreferences, usePreferences } from "../preferences.ts";

const COLUMN_NAMES: Record<Column, string> = {
  time: "Time",
  type: "Content type",
  size: "Size",
  source: "Source address",
  preview: "Preview of the body",
};

export type ListHeaderProps = { total: number; follow: boolean; onFollow: (on: boolean) => void };

/** How many there are, whether the newest is followed, how rows look. */
export function ListHeader({ total, follow, onFollow }: ListHeaderProps) {
  const preferences = usePreferences();
  return (
    <div className="flex h-11 shrink-0 items-center gap-3 border-b pr-2 pl-4">
      <h2 className="text-sm font-semibold">
        Captures <span className="figures ml-1 font-normal text-faint">{formatCount(total)}</span>
      </h2>
      <div className="ml-auto flex items-center gap-1.5">
        <Switch label="Follow newest" checked={follow} onChange={onFollow} />
        <Menu
          label="View of the list"
          trigger={<IconButton label="View of the list" icon={<ListFilter aria-hidden className="size-4" />} />}
        >
          <MenuChoices
            label="Density"
            value={preferences.density}
            choices={[
              { value: "comfortable", label: "Comfortable" },
              { value: "compact", label: "Compact" },
            ]}
            onChange={(density) => setPreferences({ density })}
          />
          <MenuDivider />
          {COLUMNS.map((column) => (
            <MenuSwitch
              key={column}
              checked={preferences.columns[column]}
              onChange={(shown) => setPreferences({ columns: { ...preferences.columns, [column]: shown } })}
            >
              {COLUMN_NAMES[column]}
            </MenuSwitch>
          ))}
        </Menu>
      </div>
    </div>
  );
}

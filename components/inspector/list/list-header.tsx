"use client";
import ListChecks from "lucide-react/icons/list-checks";
import ListFilter from "lucide-react/icons/sliders-horizontal";
import { formatCount } from "#components/ui/format.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuChoices, MenuDivider, MenuGroup, MenuSwitch } from "#components/ui/menu.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { COLUMN_NAMES, COLUMNS } from "../preferences.ts";
import { useKeyHints } from "../use-key-hints.ts";
import { setPreferences, usePreferences } from "../use-preferences.ts";

export type ListHeaderProps = {
  total: number;
  /** How many the filter has found so far, and whether that is all; null while nothing is filtered. */
  found: { count: number; isAll: boolean } | null;
  follow: boolean;
  onFollow: (on: boolean) => void;
  choosing: boolean;
  onChoose: () => void;
};

/** How many there are, whether the newest is followed, how rows look. */
export function ListHeader({ total, found, follow, onFollow, choosing, onChoose }: ListHeaderProps) {
  const preferences = usePreferences();
  const keyHint = useKeyHints();
  return (
    <div className="@container flex h-strip shrink-0 items-center gap-3 border-b pr-2 pl-4">
      <h2 className="min-w-0 truncate text-sm font-semibold">
        Captures{" "}
        <span className="figures ml-1 font-normal text-faint">
          {found ? `${formatCount(found.count)}${found.isAll ? "" : "+"} of ${formatCount(total)}` : formatCount(total)}
        </span>
      </h2>
      <div className="ml-auto flex shrink-0 items-center gap-1.5">
        {found ? null : <Switch label={<FollowWords />} checked={follow} onChange={onFollow} />}
        <IconButton
          label="Choose several"
          {...keyHint("x")}
          aria-pressed={choosing}
          onClick={onChoose}
          icon={<ListChecks aria-hidden className="size-4" />}
        />
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
          <MenuSwitch
            checked={preferences.traffic !== "hidden"}
            onChange={(shown) => setPreferences({ traffic: shown ? "everything" : "hidden" })}
          >
            Traffic over time
          </MenuSwitch>
          <MenuDivider />
          <MenuGroup label="Columns">
            {COLUMNS.map((column) => (
              <MenuSwitch
                key={column}
                checked={preferences.columns[column]}
                onChange={(shown) => setPreferences({ columns: { ...preferences.columns, [column]: shown } })}
              >
                {COLUMN_NAMES[column]}
              </MenuSwitch>
            ))}
          </MenuGroup>
        </Menu>
      </div>
    </div>
  );
}

function FollowWords() {
  return (
    <>
      Follow <span className="@max-[21rem]:sr-only">newest</span>
    </>
  );
}

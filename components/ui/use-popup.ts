"use client";
import {
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactElement,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";

/** What a button that opens something has to take. */
type TriggerProps = {
  ref?: RefObject<HTMLButtonElement | null>;
  "aria-haspopup"?: "menu" | "dialog";
  "aria-expanded"?: boolean;
  "data-popup-open"?: "" | undefined;
  onClick?: (event: MouseEvent) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  onPointerEnter?: (event: PointerEvent) => void;
  onPointerLeave?: () => void;
  onFocus?: () => void;
};
export type Trigger = ReactElement<TriggerProps>;

/** What opened it. By the pointer resting there: it does not take the focus, and goes when the pointer goes. */
type OpenedBy = "press" | "key" | "pointer";

export type Popup = {
  trigger: Trigger;
  anchor: RefObject<HTMLButtonElement | null>;
  open: boolean;
  by: OpenedBy;
  /** It has been open before, or is: from then on it stays in the page, so that it can close in its own time. */
  isNeeded: boolean;
  setOpen: (open: boolean, by?: OpenedBy) => void;
  /** For the element that opened, when the pointer may have opened it. */
  stay: () => void;
  leave: () => void;
};

const REST_MS = 350;
const LEAVE_MS = 200;

/**
 * A button that opens something which is fetched when it is needed: `load` runs at the first sign that it may be (the pointer comes near,
 * the keyboard reaches it). The button itself is there from the start and always the same one.
 */
export function usePopup(options: {
  kind: "menu" | "dialog";
  trigger: Trigger;
  load: () => void;
  onHover?: boolean;
}): Popup {
  const { kind, trigger, load, onHover = false } = options;
  const anchor = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [state, setState] = useState<{ open: boolean; isNeeded: boolean; by: OpenedBy }>({
    open: false,
    isNeeded: false,
    by: "press",
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const stay = () => clearTimeout(timer.current);
  const setOpen = (open: boolean, by: OpenedBy = "press") => {
    stay();
    setState((before) => ({ open, isNeeded: before.isNeeded || open, by }));
  };
  const after = (ms: number, open: boolean) => {
    stay();
    timer.current = setTimeout(() => setOpen(open, "pointer"), ms);
  };
  const isLoose = state.open && state.by === "pointer";
  const leave = () => {
    if (!state.open) stay();
    else if (isLoose) after(LEAVE_MS, false);
  };

  return {
    ...state,
    ...{ anchor, setOpen, stay, leave },
    trigger: cloneElement(trigger, {
      ref: anchor,
      "aria-haspopup": kind,
      "aria-expanded": state.open,
      "data-popup-open": state.open ? "" : undefined,
      onPointerEnter: ({ pointerType }) => {
        load();
        if (isLoose) stay();
        else if (onHover && pointerType !== "touch" && !state.open) after(REST_MS, true);
      },
      onPointerLeave: leave,
      onFocus: load,
      onKeyDown: (event) => {
        if (kind !== "menu" || event.key !== "ArrowDown") return;
        event.preventDefault();
        setOpen(true, "key");
      },
      // A press by Enter or Space is a click without a count.
      onClick: (event) => setOpen(!state.open || isLoose, event.detail === 0 ? "key" : "press"),
    }),
  };
}

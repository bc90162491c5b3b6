"use client";
import { useEffect, useState } from "react";

/** `value`, but never changing more often than every `everyMs`; always ends up at the last one. 0 lets each change through. */
export function useSettled<Value>(value: Value, everyMs: number): Value {
  const [shown, setShown] = useState({ value, at: 0 });
  const wait = everyMs === 0 ? 0 : Math.max(0, shown.at + everyMs - Date.now());
  const changed = shown.value !== value;
  if (changed && wait === 0) setShown({ value, at: Date.now() });

  useEffect(() => {
    if (!changed || wait === 0) return;
    const timer = setTimeout(() => setShown({ value, at: Date.now() }), wait);
    return () => clearTimeout(timer);
  }, [changed, wait, value]);

  return changed && wait === 0 ? value : shown.value;
}

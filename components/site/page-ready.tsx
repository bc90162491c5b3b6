"use client";
import { useEffect } from "react";

/** Marks the document once the page answers to clicks: until then the pointer over a button says "wait" (app/globals.css). */
export function PageReady() {
  useEffect(() => {
    document.documentElement.dataset.ready = "";
  }, []);
  return null;
}

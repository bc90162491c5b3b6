"use client";
import { json } from "@codemirror/lang-json";
import CodeMirror, { EditorState, EditorView, keymap, Prec } from "@uiw/react-codemirror";
import { useMemo, useRef } from "react";
import { lineEndsOf } from "./line-ends.ts";

export type CodeEditorProps = {
  /** Ids of the label and of what is said about the text. */
  labelledBy: string;
  describedBy: string;
  value: string;
  onChange: (value: string) => void;
  isJson: boolean;
  isInvalid: boolean;
  rows: number;
};

const LOOK = EditorView.theme({
  "&": { backgroundColor: "transparent", color: "var(--color-ink)", fontSize: "inherit" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "1.25rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--color-ink)", padding: "0.5rem 0" },
  ".cm-line": { padding: "0 0.625rem 0 0.375rem" },
  ".cm-cursor": { borderLeftColor: "var(--color-ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--color-faint)", border: "none" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--color-accent-wash) !important",
  },
  ".cm-matchingBracket": { backgroundColor: "var(--color-pressed) !important" },
  ".cm-nonmatchingBracket": { color: "var(--color-bad)" },
  ".cm-panels": { backgroundColor: "var(--color-sunken)", color: "var(--color-ink)" },
});

/** By a press of the form's button, so that one which is disabled sends nothing. Before the editor's own key, which adds a blank line. */
const SUBMIT = Prec.highest(
  keymap.of([
    {
      key: "Mod-Enter",
      run: ({ dom }) => {
        const form = dom.closest("form");
        form?.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
        return form !== null;
      },
    },
  ]),
);

const SETUP = {
  ...{ lineNumbers: true, bracketMatching: true, closeBrackets: true, history: true, indentOnInput: true },
  ...{ foldGutter: false, highlightActiveLine: false, highlightActiveLineGutter: false, autocompletion: false },
  // Its colours are made for a light ground.
  syntaxHighlighting: false,
};

/**
 * Text with line numbers, brackets that know each other and a history of its own. Bytes that nobody touched stay as they were: left to itself
 * the editor would write every line end as LF. Where all are CRLF, new lines end so too; where they are mixed, each CR is a character of
 * its line, drawn as a dot.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { labelledBy, describedBy, value, onChange, isJson, isInvalid, rows } = props;
  // A text that did not come from here can be undone like one that was typed; with other line ends the editor starts anew.
  const known = useRef({ value, ends: lineEndsOf(value), turn: 0 });
  if (known.current.value !== value) {
    const { ends: before, turn: last } = known.current;
    const now = lineEndsOf(value);
    known.current = { value, ends: now, turn: now === before ? last : last + 1 };
  }
  const { ends, turn } = known.current;
  const write = (text: string) => {
    const next = ends === "crlf" ? text.replaceAll("\n", "\r\n") : text;
    known.current = { ...known.current, value: next };
    onChange(next);
  };
  const extensions = useMemo(
    () => [
      LOOK,
      SUBMIT,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        ...{ "aria-labelledby": labelledBy, "aria-describedby": describedBy, "aria-invalid": String(isInvalid) },
        ...{ spellcheck: "false", autocapitalize: "off" },
      }),
      ...(isJson ? [json()] : []),
      ...(ends === "mixed" ? [EditorState.lineSeparator.of("\n")] : []),
    ],
    [labelledBy, describedBy, isInvalid, isJson, ends],
  );
  return (
    <CodeMirror
      key={turn}
      value={ends === "crlf" ? value.replaceAll("\r\n", "\n") : value}
      onChange={write}
      theme="none"
      basicSetup={SETUP}
      indentWithTab={false}
      extensions={extensions}
      minHeight={`${rows * 1.25 + 1}rem`}
      maxHeight="24rem"
    />
  );
}

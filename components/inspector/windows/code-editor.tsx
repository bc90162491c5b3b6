"use client";
import { json } from "@codemirror/lang-json";
import CodeMirror, { EditorView } from "@uiw/react-codemirror";
import { useMemo, useState } from "react";

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

const SETUP = {
  ...{ lineNumbers: true, bracketMatching: true, closeBrackets: true, history: true, indentOnInput: true },
  ...{ foldGutter: false, highlightActiveLine: false, highlightActiveLineGutter: false, autocompletion: false },
  // Its colours are made for a light ground.
  syntaxHighlighting: false,
};

/**
 * Text with line numbers, brackets that know each other and a history of its own. The editor counts line ends as one: a text whose
 * line ends are all CRLF gets them back, so that bytes which nobody touched stay as they were.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { labelledBy, describedBy, value, onChange, isJson, isInvalid, rows } = props;
  const [isCrlf] = useState(() => /\r\n/.test(value) && !/(?<!\r)\n|\r(?!\n)/.test(value));
  const extensions = useMemo(
    () => [
      LOOK,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        ...{ "aria-labelledby": labelledBy, "aria-describedby": describedBy, "aria-invalid": String(isInvalid) },
        ...{ spellcheck: "false", autocapitalize: "off" },
      }),
      ...(isJson ? [json()] : []),
    ],
    [labelledBy, describedBy, isInvalid, isJson],
  );
  return (
    <CodeMirror
      value={isCrlf ? value.replaceAll("\r\n", "\n") : value}
      onChange={(text) => onChange(isCrlf ? text.replaceAll("\n", "\r\n") : text)}
      theme="none"
      basicSetup={SETUP}
      indentWithTab={false}
      extensions={extensions}
      minHeight={`${rows * 1.25 + 1}rem`}
      maxHeight="24rem"
    />
  );
}

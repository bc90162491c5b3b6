"use client";
import { useState } from "react";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { TextField } from "#components/ui/text-field.tsx";

/** Fields that can be tried. */
export function FieldSamples() {
  const [text, setText] = useState("");
  const [on, setOn] = useState(true);
  const [choice, setChoice] = useState("one");
  return (
    <div className="mt-6 grid max-w-2xl gap-5 sm:grid-cols-2">
      <TextField label="A field" value={text} onChange={setText} placeholder="Example" hint="What belongs here" />
      <TextField label="A field with a problem" value={text} onChange={setText} problem="Say what is wrong here" />
      <Select
        label="A choice"
        value={choice}
        onChange={setChoice}
        choices={["one", "two"].map((value) => ({ value, label: value }))}
      />
      <Switch label="A switch" checked={on} onChange={setOn} />
    </div>
  );
}

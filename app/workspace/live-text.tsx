/**
 * `<LiveText room field label hint? error? rows? max? fallback? labelHidden? id? onEnter? onLeave? />`
 * A text both sides write at the same time: `rows={1}` is one line, more is a text area that grows with its words.
 * The caret stays where it was when someone else edits before it; an input method may finish composing undisturbed.
 * For those who only read it is plain text.
 */
import { type ClipboardEvent, type CompositionEvent, type FormEvent, useEffect, useRef, useState } from "react";
import type * as Y from "yjs";
import { texts } from "#shared/documents/form.ts";
import { applyChange, type Delta, difference, mapIndex, rebase } from "#shared/documents/text-edit.ts";
import { HintAndError, type LiveFieldProps, ReadField, Ring, useLiveField } from "./field-frame.tsx";
import { useTextValue } from "./values.ts";

interface LiveTextProps extends LiveFieldProps {
  rows?: number;
  /** Most characters the document takes for this key. */
  max?: number;
  /** What the server rendered, until the room is ready. */
  fallback?: string;
  /** Called when the person comes into the field. */
  onEnter?: () => void;
  /** Called when the person leaves the field. */
  onLeave?: () => void;
}

type Box = HTMLTextAreaElement & HTMLInputElement;

export function LiveText(props: LiveTextProps) {
  const { room, label, labelHidden, context, hint, rows = 3, max = 2000, fallback = "", onEnter, onLeave } = props;
  const box = useRef<Box>(null);
  const [tooLong, setTooLong] = useState<string | null>(null);
  const error = tooLong ?? props.error;
  const { people, whoId, control } = useLiveField({ ...props, error });
  const shared = useSharedText(props, box);
  if (room.mode === "read") return <ReadText {...props} />;

  const onPaste = (event: ClipboardEvent<Box>) => {
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const length = value.length - ((selectionEnd ?? 0) - (selectionStart ?? 0));
    const over = length + event.clipboardData.getData("text").length - max;
    if (over <= 0) return;
    // The browser would cut the rest off without a word.
    event.preventDefault();
    setTooLong(`That is ${count(over)} too many for this field, which takes ${count(max)}. Paste a shorter piece.`);
  };
  const attributes = {
    ...control,
    ...shared,
    ref: box,
    className: "input live-text",
    defaultValue: fallback,
    maxLength: max,
    readOnly: !room.editable,
    "aria-busy": room.ready ? undefined : true,
    onInput: (event: FormEvent<Box>) => {
      setTooLong(null);
      shared.onInput(event);
    },
    onPaste,
    onFocus: () => {
      control.onFocus();
      onEnter?.();
    },
    onBlur: () => {
      control.onBlur();
      setTooLong(null);
      onLeave?.();
    },
  };
  return (
    <div className={error ? "field has-error" : "field"}>
      <label htmlFor={control.id} className={labelHidden ? "vh" : undefined}>
        {context ? <span className="vh">{context}: </span> : null}
        {label}
      </label>
      <HintAndError id={control.id} hint={hint} error={error} />
      <Ring people={people} whoId={whoId}>
        {rows === 1 ? <input type="text" {...attributes} /> : <textarea rows={rows} {...attributes} />}
      </Ring>
    </div>
  );
}

const count = (n: number) => `${n.toLocaleString("en-US")} ${n === 1 ? "character" : "characters"}`;

function ReadText({ room, field, label, labelHidden, fallback }: LiveTextProps) {
  return <ReadField label={label} labelHidden={labelHidden} text={useTextValue(room, field, fallback)} />;
}

interface Shared {
  text: Y.Text | null;
  /** What the box showed when it and the text were last equal. */
  shown: string;
  composing: boolean;
  /** Others' edits that wait until the input method is done. */
  held: Delta[];
}

/** Keeps the box and the shared text equal. React does not own the box's value: setting it anew would move the caret. */
function useSharedText({ room, field }: LiveTextProps, box: { current: Box | null }) {
  const { doc, ready, mode } = room;
  const state = useRef<Shared>({ text: null, shown: "", composing: false, held: [] });
  useEffect(() => {
    const text = doc && ready && mode === "write" ? texts(doc).get(field) : undefined;
    const element = box.current;
    if (!text || !element) return;
    state.current = { text, shown: text.toString(), composing: false, held: [] };
    if (element.value !== state.current.shown) element.value = state.current.shown;
    const observe = (event: Y.YTextEvent) => {
      if (text.toString() === element.value) return;
      if (state.current.composing) state.current.held.push(event.delta as Delta);
      else show(element, state.current, (index) => mapIndex(index, event.delta as Delta));
    };
    text.observe(observe);
    return () => {
      text.unobserve(observe);
      state.current = { text: null, shown: "", composing: false, held: [] };
    };
  }, [doc, ready, mode, field, box]);

  const push = (element: Box) => {
    const { current } = state;
    if (current.composing || !current.text) return;
    const typed = difference(current.shown, element.value);
    const held = current.held.splice(0);
    current.shown = element.value;
    const change = typed && rebase(typed, held);
    if (change) applyChange(current.text, change);
    if (held.length > 0) show(element, current, (index) => (change ? change.at + change.insert.length : index));
  };
  return {
    onInput: (event: FormEvent<Box>) => push(event.currentTarget),
    onCompositionStart: () => {
      state.current.composing = true;
    },
    onCompositionEnd: (event: CompositionEvent<Box>) => {
      state.current.composing = false;
      push(event.currentTarget);
    },
  };
}

/** Puts the shared text into the box, and the caret where `carry` says. */
function show(element: Box, state: Shared, carry: (index: number) => number): void {
  const { selectionStart, selectionEnd, selectionDirection } = element;
  state.shown = state.text?.toString() ?? "";
  element.value = state.shown;
  if (element.ownerDocument.activeElement === element)
    element.setSelectionRange(carry(selectionStart ?? 0), carry(selectionEnd ?? 0), selectionDirection ?? "none");
}

/**
 * What is typed before the page's scripts have taken the page over. React puts the first words back into a text box that
 * came with some; what was typed meanwhile stands in it again after that.
 */
const BOXES = "main form textarea:not(.live-text)";
const early = new Map<HTMLTextAreaElement, string>();

const keep = (box: Element) => {
  if (box instanceof HTMLTextAreaElement && box.matches(BOXES) && box.value !== box.defaultValue)
    early.set(box, box.value);
};
const onInput = ({ target }: Event) => target instanceof Element && keep(target);

/** Call before React takes the page over. */
export function watchEarlyWords(): void {
  for (const box of document.querySelectorAll(BOXES)) keep(box);
  document.addEventListener("input", onInput, true);
}

/** Call once React has. */
export function restoreEarlyWords(): void {
  document.removeEventListener("input", onInput, true);
  for (const [box, words] of early) if (box.value !== words) box.value = words;
  early.clear();
}

import type { MetaFunction } from "@remix-run/node";
import { PlainPage, Prose } from "#app/ui/plain-page.tsx";

export const meta: MetaFunction = () => [{ title: "Accessibility · Accord" }];

export default function Accessibility() {
  return (
    <PlainPage
      title="Accessibility"
      lede="Everyone on a panel has an equal voice, so everyone must be able to use every page. The aim is WCAG 2.2, level AA."
    >
      <Prose title="What you can rely on">
        <ul className="stack-s">
          <li>Everything works with the keyboard, and the place you are in is always outlined.</li>
          <li>A color never says anything alone: a mark or a word says it too.</li>
          <li>Charts come with the same facts as a sentence or a table.</li>
          <li>Text keeps a contrast of at least 4.5 to 1, in the light and in the dark appearance.</li>
          <li>Pages work at 400 percent zoom and on a phone 320 pixels wide.</li>
          <li>Nothing moves when your system asks for less motion.</li>
          <li>Pages can be read without scripts; writing together needs them.</li>
        </ul>
      </Prose>
      <Prose title="Known gaps">
        <ul className="stack-s">
          <li>
            It is tested automatically and in Chromium. It has not been tested throughout with a screen reader, nor in
            Safari or Firefox.
          </li>
          <li>
            While somebody else types in a field you are reading, a screen reader is told who is there, not each letter.
          </li>
          <li>Résumés and other files are shown as they were uploaded, and may not be accessible.</li>
        </ul>
      </Prose>
      <Prose title="If something is in your way">
        <p>
          Tell your program coordinator or the person who runs this installation. Say which page it was, what you wanted
          to do and what you use. The coordinator can arrange another way to take part.
        </p>
      </Prose>
    </PlainPage>
  );
}

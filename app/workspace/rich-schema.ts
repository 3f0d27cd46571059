/** Exactly the elements and marks of `notesShape`, for every editor of rich text. */
import StarterKit from "@tiptap/starter-kit";
import { Notes, QuestionHeading } from "./question-headings.ts";

export const richText = [
  StarterKit.configure({
    blockquote: false,
    code: false,
    codeBlock: false,
    document: false,
    heading: false,
    horizontalRule: false,
    link: false,
    orderedList: false,
    strike: false,
    trailingNode: false,
    underline: false,
    undoRedo: false,
  }),
  Notes,
  QuestionHeading,
];

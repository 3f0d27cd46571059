import type { EvaluationContent } from "#shared/documents/evaluation-record.ts";
import { handedInWords } from "#shared/evaluation-summary.ts";
import { choiceInWords } from "#shared/evaluation-words.ts";
import type { Block } from "#shared/record-blocks.ts";

/** The school's section, whole and in the administrator's own words; or that it was offered and not received. */
export function feedbackBlocks({ feedback, names }: EvaluationContent, when: (iso: string) => string): Block[] {
  const heading: Block = { is: "heading", level: 2, text: "Feedback from the school" };
  const { content } = feedback;
  if (!content)
    return [
      heading,
      {
        is: "paragraph",
        text: `${names.administrator || "The school administrator"} was offered this section, and it was not received by the day. The evaluation went on without it.`,
      },
    ];
  const answered = content.answers.filter(({ answer, example }) => answer !== null || example);
  return [
    heading,
    {
      is: "paragraph",
      quiet: true,
      text: `Written by ${names.administrator}, school administrator. The supervisor could not change it. ${handedInWords(feedback, when)}.`,
    },
    ...(content.open ? [{ is: "paragraph", quoted: true, text: content.open } as const] : []),
    ...answered.flatMap(({ question, answer, example }): Block[] => [
      { is: "heading", level: 3, text: question },
      ...(answer ? [{ is: "paragraph", text: choiceInWords(answer) } as const] : []),
      ...(example ? [{ is: "paragraph", quoted: true, text: example } as const] : []),
    ]),
  ];
}

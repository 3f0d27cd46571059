import type { PromptContent } from "#shared/documents/checkpoint.ts";

/** Answers to prompts, each below its question, and a free text. For reading. */
export function Prompts({ content, wordsLabel }: { content: PromptContent; wordsLabel?: string }) {
  return (
    <div className="prompts">
      {content.answers.map(({ prompt, answer }) => (
        <div key={prompt}>
          <p className="asked">{prompt}</p>
          <p className="kept">{answer || <span className="muted">Nothing written.</span>}</p>
        </div>
      ))}
      {content.words || content.answers.length === 0 ? (
        <div>
          {content.answers.length > 0 ? <p className="asked">{wordsLabel ?? "Beyond the questions"}</p> : null}
          <p className="kept">{content.words || <span className="muted">Nothing written.</span>}</p>
        </div>
      ) : null}
    </div>
  );
}

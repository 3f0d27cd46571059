import { type FormEvent, useId, useState } from "react";
import { Choices, Field } from "#app/ui/field.tsx";
import { Posting } from "#app/ui/posting.tsx";
import type { ReadableLog } from "#server/pages/officer.ts";
import { EVALUATION_ROLES } from "#shared/content/evaluation-form.ts";
import { dayInWords } from "#shared/time.ts";

type Entry = ReadableLog["entries"][number];

/** The same limit the server holds; here it saves a long wait. */
const LIMIT_MIB = 10;

const KINDS = [
  { value: "commend", label: "Good work" },
  { value: "neutral", label: "A plain note" },
  { value: "concern", label: "A concern" },
];

/** A new entry, or one that corrects an earlier entry of the same person. */
export function EvidenceForm({
  to,
  posting,
  corrects,
}: {
  to: string;
  posting: NonNullable<ReadableLog["posting"]>;
  corrects?: Entry;
}) {
  const id = useId();
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const chosen = (event: FormEvent<HTMLInputElement>) => {
    const bytes = event.currentTarget.files?.[0]?.size ?? 0;
    setTooLarge(
      bytes > LIMIT_MIB * 1024 * 1024 ? `This file is larger than ${LIMIT_MIB} MiB. Choose a smaller one.` : null,
    );
  };
  return (
    <Posting
      to={`${to}/entry`}
      id={id}
      label={corrects ? "Post the correction" : "Post this entry"}
      done="Posted. The officer and both leads can read it now."
      hold={tooLarge !== null}
      multipart
    >
      {(error) => (
        <>
          {corrects ? <input type="hidden" name="corrects" value={corrects.id} /> : null}
          <Field
            as="select"
            name="role"
            id={`${id}-role`}
            label="Role it is about"
            defaultValue={corrects?.role ?? ""}
            error={error("role")}
            required
          >
            <option value="">Choose the role</option>
            {EVALUATION_ROLES.map((role) => (
              <option key={role.id} value={role.id}>
                {role.title}
              </option>
            ))}
          </Field>
          <Choices
            name="tone"
            id={`${id}-tone`}
            label="Kind of entry"
            options={KINDS}
            defaultValue={corrects?.tone}
            error={error("tone")}
            required
          />
          <Field
            name="observedOn"
            id={`${id}-observedOn`}
            type="date"
            label="Day it was seen"
            hint={`From ${dayInWords(posting.from)} to ${dayInWords(posting.to)}.`}
            min={posting.from}
            max={posting.to}
            defaultValue={corrects?.observedOn}
            error={error("observedOn")}
            required
          />
          <Field
            as="textarea"
            name="words"
            id={`${id}-words`}
            label="What was seen or done"
            hint="What you saw yourself: when, where, what happened. No names of students."
            rows={4}
            maxLength={4000}
            defaultValue={corrects?.words}
            error={error("words")}
            required
          />
          <Field
            name="file"
            id={`${id}-file`}
            type="file"
            label="Attachment, if there is one"
            hint={`PDF, PNG or JPEG, at most ${LIMIT_MIB} MiB.`}
            accept="application/pdf,image/png,image/jpeg,.pdf,.png,.jpg,.jpeg"
            onChange={chosen}
            error={tooLarge ?? error("file")}
          />
        </>
      )}
    </Posting>
  );
}

/** The officer's answer; it stands with the entry. */
export function AnswerForm({ to, evidenceId }: { to: string; evidenceId: string }) {
  const id = useId();
  return (
    <Posting to={`${to}/answer`} id={id} label="Post my answer" done="Your answer stands with the entry.">
      {(error) => (
        <>
          <input type="hidden" name="evidenceId" value={evidenceId} />
          <Field
            as="textarea"
            name="words"
            id={`${id}-words`}
            label="Your answer"
            hint="Both leads read it beside the entry. It cannot be changed later."
            rows={3}
            maxLength={4000}
            error={error("words")}
            required
          />
        </>
      )}
    </Posting>
  );
}

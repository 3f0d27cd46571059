import { Act } from "#app/interview/act.tsx";
import { Alert } from "#app/ui/alert.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { Field } from "#app/ui/field.tsx";
import { Time } from "#app/ui/time.tsx";
import type { NoticeLine, OpenedProbation } from "#server/pages/probation.ts";
import { CHECKPOINT_FORMS } from "#shared/content/probation-forms.ts";
import { grouped } from "#shared/grouped.ts";
import { itemText } from "#shared/probation.ts";
import { dayInWords } from "#shared/time.ts";
import { ReceiptForms, ReceiptLine } from "./receipt.tsx";

const ITEMS = CHECKPOINT_FORMS.flatMap(({ title, items }) => items.map(({ id, text }) => ({ id, text, form: title })));
const aboutOf = (id: string) => itemText(id) ?? "An item of an earlier form";

/** Interim notices: told early and in writing, each with the help that comes with it. */
export function NoticesPart({ probation, acts, zone }: { probation: OpenedProbation; acts: string; zone: string }) {
  const { notices } = probation;
  if (!notices) return null;
  return (
    <div className="stack">
      {notices.given.length === 0 ? (
        <p>
          No notice was given. A concern that could stop confirmation is told in one, with help, while there is time.
        </p>
      ) : (
        notices.given.map((one) => <Notice key={one.id} notice={one} acts={acts} zone={zone} />)
      )}
      {notices.untold.length > 0 ? (
        <Alert tone="warn" title="A concern without an interim notice">
          <ul className="rules">
            {notices.untold.map(({ id, text, n }) => (
              <li key={id}>
                Checkpoint {n}: {text}
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
      {notices.mayGive ? (
        <GiveNotice key={notices.given.length} acts={acts} checkpoints={probation.checkpoints} />
      ) : null}
    </div>
  );
}

function Notice({ notice, acts, zone }: { notice: NoticeLine; acts: string; zone: string }) {
  const { id, may } = notice;
  return (
    <article className="paper-part" aria-label={`Notice about ${aboutOf(notice.itemId)}`}>
      <h3>{aboutOf(notice.itemId)}</h3>
      <p className="small muted">
        Given by {notice.issuerName}, <Time at={notice.issuedAt} zone={zone} />
      </p>
      <Facts
        facts={[
          [
            "What was seen",
            <span className="kept" key="seen">
              {notice.evidence}
            </span>,
          ],
          [
            "What is needed",
            <span className="kept" key="needed">
              {notice.expected}
            </span>,
          ],
          [
            "Help",
            <span className="kept" key="help">
              {notice.help}
            </span>,
          ],
          ["Looked at again", dayInWords(notice.reviewOn)],
          [
            "Answer",
            notice.answer ? (
              <span className="kept" key="answer">
                {notice.answer}
              </span>
            ) : (
              `Possible until ${dayInWords(notice.responseDueOn)}`
            ),
          ],
        ]}
      />
      <ReceiptLine
        receipt={notice.receipt}
        at={notice.receiptAt}
        by={notice.receiptByName}
        witness={notice.witness}
        zone={zone}
      />
      <ReceiptForms to={`${acts}/notice-receipt`} id={id} values={{ noticeId: id }} may={may} what="this notice" />
      {may.answer ? (
        <Act
          to={`${acts}/notice-answer`}
          label="Keep my answer with the notice"
          values={{ noticeId: id }}
          hint={`Once, until ${dayInWords(notice.responseDueOn)}.`}
        >
          <Field
            as="textarea"
            name="words"
            id={`answer-${id}`}
            label="Your answer"
            rows={4}
            maxLength={4000}
            required
          />
        </Act>
      ) : null}
    </article>
  );
}

function GiveNotice({ acts, checkpoints }: { acts: string; checkpoints: OpenedProbation["checkpoints"] }) {
  return (
    <details className="no-print">
      <summary>Give an interim notice</summary>
      <Act
        to={`${acts}/notice`}
        label="Give this notice"
        hint="The officer reads it at once and confirms receipt. Its words never change."
      >
        <Field as="select" name="itemId" id="notice-item" label="What the concern is about" defaultValue="" required>
          <option value="">Choose an item of the forms</option>
          {[...grouped(ITEMS, ({ form }) => form)].map(([form, items]) => (
            <optgroup key={form} label={form}>
              {items.map(({ id, text }) => (
                <option key={id} value={id}>
                  {text}
                </option>
              ))}
            </optgroup>
          ))}
        </Field>
        <Field as="select" name="checkpointId" id="notice-checkpoint" label="Checkpoint it belongs to" defaultValue="">
          <option value="">None</option>
          {checkpoints.map(({ id, n, title }) => (
            <option key={id} value={id}>
              {n}. {title}
            </option>
          ))}
        </Field>
        <Field
          as="textarea"
          name="evidence"
          id="notice-evidence"
          label="What you saw, and when"
          rows={3}
          maxLength={4000}
          required
        />
        <Field
          as="textarea"
          name="expected"
          id="notice-expected"
          label="What it looks like when it is right"
          rows={2}
          maxLength={4000}
          required
        />
        <Field
          as="textarea"
          name="help"
          id="notice-help"
          label="What help the officer gets"
          hint="Name the help. A notice without help does not count."
          rows={2}
          maxLength={4000}
          required
        />
        <Field name="reviewOn" id="notice-review" type="date" label="Day on which you look again" required />
      </Act>
    </details>
  );
}

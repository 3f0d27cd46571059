import { ClauseNote, type RestsOn } from "#app/agreement/clause-note.tsx";
import { PartyName } from "#app/ui/marks.tsx";
import { LiveCheck, LiveChoice, LiveDate, LiveNumber } from "#app/workspace/fields.tsx";
import { LiveText } from "#app/workspace/live-text.tsx";
import type { Room } from "#app/workspace/room.ts";
import { EXERCISES } from "#shared/content/exercises.ts";
import { CRITERIA } from "#shared/content/rubric.ts";
import { type ProcessTerms, processKeys, type TermsChoices } from "#shared/documents/process.ts";
import { tieRuleOf } from "#shared/mou.ts";
import { PARTIES, PARTY_NAMES, ROLES } from "#shared/roles.ts";
import { SCORING } from "./document.tsx";
import { Part } from "./part.tsx";

export function PositionPart({
  room,
  terms,
  choices,
  years,
}: {
  room: Room;
  terms: ProcessTerms;
  choices: TermsChoices;
  years: RestsOn | null;
}) {
  return (
    <Part id="position" lede="What this round fills, and the service a candidate needs.">
      <LiveText
        room={room}
        field="position"
        label="Position"
        rows={1}
        max={200}
        fallback={terms.position}
        error={terms.position ? undefined : "Name the position this round fills."}
      />
      <LiveChoice
        room={room}
        field="schoolId"
        label="School"
        as="select"
        placeholder="No single school"
        fallback={terms.schoolId}
        options={choices.schools.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <LiveDate
        room={room}
        field="cutoffDate"
        label="Service counts up to"
        fallback={terms.cutoffDate}
        hint="Years of service are worked out up to this date, for every candidate alike."
      />
      <LiveNumber
        room={room}
        field="minimumYears"
        label="Minimum years of sworn service"
        fallback={terms.minimumYears}
        hint="With fewer years a candidate needs a waiver that both leads sign, with its reason."
        min={0}
        max={20}
        step={0.5}
      />
      <ClauseNote
        parameter="selection.minimum_experience_years"
        on={years}
        departs={years !== null && terms.minimumYears > Number(years.value)}
      />
    </Part>
  );
}

export function ExercisesPart({ room, terms }: { room: Room; terms: ProcessTerms }) {
  const titleOf = (id: string) => CRITERIA.find((criterion) => criterion.id === id)?.title.toLowerCase() ?? id;
  return (
    <Part id="exercises" lede="The same task, time and materials for every candidate. Each is rated on one criterion.">
      {EXERCISES.map((exercise) => (
        <div key={exercise.id}>
          <LiveCheck
            room={room}
            field={processKeys.exercise(exercise.id)}
            label={exercise.title}
            fallback={terms.exercises.some(({ id }) => id === exercise.id)}
            hint={`${exercise.minutes} minutes, for ${titleOf(exercise.criterion)}`}
          />
          <details className="under-check">
            <summary>What the candidate is asked</summary>
            <p className="small">{exercise.candidateInstructions}</p>
          </details>
          <details className="under-check">
            <summary>
              What 1, 3 and 5 look like<span className="vh"> in {exercise.title}</span>
            </summary>
            <p className="small">{exercise.raterInstructions}</p>
            <dl className="vanchors">
              {([1, 3, 5] as const).map((level) => (
                <div key={level}>
                  <dt>{level}</dt>
                  <dd>{exercise.anchors[level]}</dd>
                </div>
              ))}
            </dl>
          </details>
        </div>
      ))}
    </Part>
  );
}

export function PanelPart({ room, terms, choices }: { room: Room; terms: ProcessTerms; choices: TermsChoices }) {
  return (
    <Part id="panel" lede="Who rates the candidates. Coordinators and executives never rate.">
      <div className="seats">
        {choices.raters.map((rater) => (
          <LiveCheck
            key={rater.userId}
            room={room}
            field={processKeys.panel(rater.userId)}
            label={rater.name}
            fallback={terms.panel.includes(rater.userId)}
            hint={
              <PartyName
                party={rater.party}
                name={
                  rater.party === "agency"
                    ? choices.program.agencyName
                    : rater.party === "district"
                      ? choices.program.districtName
                      : PARTIES.community.label
                }
              />
            }
          />
        ))}
      </div>
      <p role="status">{seatsInWords(terms)}</p>
    </Part>
  );
}

/** "Agency two seats, district two, …" and whether neither party outvotes the other. */
function seatsInWords(terms: ProcessTerms): string {
  const seats = terms.names?.panel ?? [];
  const count = (party: (typeof PARTY_NAMES)[number]) => seats.filter((seat) => seat.party === party).length;
  const line = PARTY_NAMES.filter((party) => party !== "community" || count(party) > 0)
    .map((party) => `${PARTIES[party].label} ${count(party)}`)
    .join(", ");
  return count("agency") === count("district")
    ? `${line}. Both parties have an equal voice.`
    : `${line}. The parties do not have an equal voice: one has more seats than the other.`;
}

const MASKED = [
  { value: false, label: "No", hint: "The leads see the whole file." },
  {
    value: true,
    label: "Yes",
    hint: "Until a file is screened, name, e-mail, agencies and documents are the coordinator’s alone; everybody else reads “Candidate 3”.",
  },
];

export function RulesPart({
  room,
  terms,
  scoring,
  tie,
}: {
  room: Room;
  terms: ProcessTerms;
  scoring: RestsOn | null;
  tie: RestsOn | null;
}) {
  return (
    <Part id="rules" lede="How the panel scores, who leads the interview, and what happens when two are equal.">
      <LiveChoice
        room={room}
        field="scoringMode"
        as="radio"
        fallback={terms.scoringMode}
        label="When do panel members see each other’s cards?"
        options={(["independent-first", "open"] as const).map((mode) => ({
          value: mode,
          label: SCORING[mode].label,
          hint: SCORING[mode].meaning,
        }))}
      />
      <ClauseNote parameter="selection.scoring_mode" on={scoring} departs={terms.scoringMode !== scoring?.value} />
      <LiveChoice
        room={room}
        field="moderator"
        as="radio"
        fallback={terms.moderator}
        label="Who moderates the interviews?"
        hint="The moderator reads the questions aloud and moves everyone’s view along."
        options={(["supervisor", "administrator"] as const).map((role) => ({ value: role, label: ROLES[role].label }))}
      />
      <LiveChoice
        room={room}
        field="maskedScreening"
        as="radio"
        fallback={terms.maskedScreening === true}
        label="Are names hidden while files are screened?"
        options={MASKED}
      />
      <LiveText
        room={room}
        field="tieRule"
        label="When two candidates have equal totals"
        rows={4}
        fallback={terms.tieRule}
        error={terms.tieRule ? undefined : "Write what happens when two candidates are equal."}
      />
      <ClauseNote parameter="selection.tie_rule" on={tie} departs={terms.tieRule !== tieRuleOf(tie?.value)} />
    </Part>
  );
}

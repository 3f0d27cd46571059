import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  blob,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/*
 * Every table, in reading order. Times are integer milliseconds since 1970 (UTC) unless the column says otherwise;
 * dates without a clock are ISO text (2026-11-21). Ids are random lower-case text. States are checked by the lifecycle
 * tables of shared/ in code and named here for the reader.
 */

// ── Installation and people ─────────────────────────────────────────────────

/** One row: is this database a demonstration or a real installation? Fixed for good by a trigger. */
export const installation = sqliteTable(
  "installation",
  {
    id: integer("id").primaryKey(),
    kind: text("kind", { enum: ["demo", "live"] }).notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    check("installation_one_row", sql`${t.id} = 1`),
    check("installation_kind", sql`${t.kind} in ('demo','live')`),
  ],
);

export const user = sqliteTable(
  "user",
  {
    id: text("id").primaryKey(),
    /** Lower case; the sign-in name. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** The word used in sentences and score plots: a surname. */
    shortName: text("short_name").notNull(),
    /** Dotted name used by demo windows and fixtures: dana.ortiz. */
    slug: text("slug").notNull(),
    /** argon2id; null for the demo cast, who cannot sign in with a password. */
    passwordHash: text("password_hash"),
    createdAt: integer("created_at").notNull(),
    disabledAt: integer("disabled_at"),
    singleKeys: integer("single_keys", { mode: "boolean" }).notNull().default(true),
  },
  (t) => [uniqueIndex("user_email").on(t.email), uniqueIndex("user_slug").on(t.slug)],
);

/** Sessions; `id` is the SHA-256 of the token in the cookie. `expires_at` is in seconds, as lucia writes it. */
export const session = sqliteTable(
  "session",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    /** The program this session works in; a person may belong to several. */
    programId: text("program_id"),
    expiresAt: integer("expires_at").notNull(),
    createdAt: integer("created_at").notNull(),
    /** True for a session opened from the demo tray. */
    demo: integer("demo", { mode: "boolean" }).notNull().default(false),
    /** Set for a device that joined by a code: the one interview it shows. */
    interviewId: text("interview_id"),
  },
  (t) => [index("session_user").on(t.userId)],
);

/** Failed and successful sign-ins, for rate limits. `key` is a hash of the e-mail or of the address, never the text itself. */
export const signInAttempt = sqliteTable(
  "sign_in_attempt",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    key: text("key").notNull(),
    at: integer("at").notNull(),
    ok: integer("ok", { mode: "boolean" }).notNull(),
  },
  (t) => [index("sign_in_attempt_key").on(t.key, t.at)],
);

// ── Programs ────────────────────────────────────────────────────────────────

/** One agency and one district. Every other row belongs to a program. */
export const program = sqliteTable("program", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  agencyName: text("agency_name").notNull(),
  districtName: text("district_name").notNull(),
  /** IANA zone in which the program's times are printed. */
  timeZone: text("time_zone").notNull(),
  createdAt: integer("created_at").notNull(),
});

export const school = sqliteTable(
  "school",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    name: text("name").notNull(),
    grades: text("grades"),
    timeZone: text("time_zone").notNull(),
  },
  (t) => [uniqueIndex("school_name").on(t.programId, t.name)],
);

export const membership = sqliteTable(
  "membership",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    role: text("role").notNull(),
    party: text("party").notNull(),
    /** Set for a guest panelist without an account: where they come from. They come in by a join code only. */
    organization: text("organization"),
    createdAt: integer("created_at").notNull(),
    endedAt: integer("ended_at"),
  },
  (t) => [
    uniqueIndex("membership_active").on(t.programId, t.userId).where(sql`${t.endedAt} is null`),
    check(
      "membership_role",
      sql`${t.role} in ('supervisor','administrator','panelist','coordinator','executive','officer','custodian')`,
    ),
    check("membership_party", sql`${t.party} in ('agency','district','community')`),
  ],
);

/** A link that works once and expires: to join a program, or to set a new password. Only the token's SHA-256 is kept. */
export const invitation = sqliteTable(
  "invitation",
  {
    id: text("id").primaryKey(),
    purpose: text("purpose", { enum: ["join", "password"] })
      .notNull()
      .default("join"),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role").notNull(),
    party: text("party").notNull(),
    tokenHash: text("token_hash").notNull(),
    createdBy: text("created_by")
      .notNull()
      .references(() => user.id),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    acceptedAt: integer("accepted_at"),
    revokedAt: integer("revoked_at"),
  },
  (t) => [uniqueIndex("invitation_token").on(t.tokenHash)],
);

// ── The program agreement (memorandum of understanding) ─────────────────────

/**
 * One version of the memorandum of understanding between agency and district. The version in force is the newest one
 * that was adopted; a newer one may be in the making beside it.
 */
export const mou = sqliteTable(
  "mou",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    version: integer("version").notNull(),
    state: text("state").notNull(),
    /** Revision of the text's room; each reopening makes a new one. */
    revision: integer("revision").notNull().default(1),
    /** Canonical JSON of the fixed clauses and parameters (shared/documents/mou.ts MouTerms); null while being written. */
    terms: text("terms"),
    termsHash: text("terms_hash"),
    /** Why this version was opened: the reason of an amendment; null for the first. */
    reason: text("reason"),
    createdBy: text("created_by")
      .notNull()
      .references(() => user.id),
    createdAt: integer("created_at").notNull(),
    adoptedAt: integer("adopted_at"),
    /** ISO date by which the parties review it. */
    reviewOn: text("review_on"),
    supersededAt: integer("superseded_at"),
  },
  (t) => [uniqueIndex("mou_version").on(t.programId, t.version)],
);

/** A change proposed to one clause while the agreement is negotiated. Never deleted: accepted, rejected or withdrawn. */
export const mouProposal = sqliteTable(
  "mou_proposal",
  {
    id: text("id").primaryKey(),
    mouId: text("mou_id")
      .notNull()
      .references(() => mou.id),
    clauseId: text("clause_id").notNull(),
    /** `text` for the clause's words, else the key of the parameter. */
    field: text("field").notNull(),
    /** What stood there when it was proposed, and what is proposed: words, or a parameter's value as JSON. */
    before: text("before").notNull(),
    after: text("after").notNull(),
    reason: text("reason").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    role: text("role").notNull(),
    party: text("party").notNull(),
    at: integer("at").notNull(),
    state: text("state", { enum: ["open", "accepted", "rejected", "withdrawn"] })
      .notNull()
      .default("open"),
    decidedBy: text("decided_by").references(() => user.id),
    decidedAt: integer("decided_at"),
    decisionReason: text("decision_reason"),
  },
  (t) => [index("mou_proposal_mou").on(t.mouId, t.state)],
);

// ── Selection: the process agreement and its round ──────────────────────────

/** One selection round. Its agreement text lives in the room of its present revision until both leads sign. */
export const process = sqliteTable("process", {
  id: text("id").primaryKey(),
  programId: text("program_id")
    .notNull()
    .references(() => program.id),
  title: text("title").notNull(),
  schoolId: text("school_id").references(() => school.id),
  state: text("state").notNull(),
  /** Revision of the agreement's room; each reopening makes a new one. */
  revision: integer("revision").notNull().default(1),
  /** Canonical JSON of the frozen terms (shared/documents/process.ts ProcessTerms); null while being written. */
  terms: text("terms"),
  termsHash: text("terms_hash"),
  createdBy: text("created_by")
    .notNull()
    .references(() => user.id),
  createdAt: integer("created_at").notNull(),
  activatedAt: integer("activated_at"),
});

/** A signature binds one hash and dies with an edit: voided, never deleted. Serves agreements, waivers and results. */
export const signature = sqliteTable(
  "signature",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    subject: text("subject", {
      enum: [
        "process",
        "waiver",
        "result",
        "mou",
        "decision",
        "probation-plan",
        "checkpoint",
        "probation-outcome",
        "goals",
        "evaluation",
        "training",
        "removal",
      ],
    }).notNull(),
    subjectId: text("subject_id").notNull(),
    revision: integer("revision").notNull(),
    /** SHA-256 (hex) of the canonical JSON that the signer saw. */
    hash: text("hash").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    role: text("role").notNull(),
    party: text("party").notNull(),
    signedAt: integer("signed_at").notNull(),
    voidedAt: integer("voided_at"),
    voidedBy: text("voided_by").references(() => user.id),
    /** Why the text was opened again, in the words of the person who did it. */
    voidReason: text("void_reason"),
  },
  (t) => [uniqueIndex("signature_once").on(t.subject, t.subjectId, t.role, t.party).where(sql`${t.voidedAt} is null`)],
);

export const candidate = sqliteTable(
  "candidate",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    processId: text("process_id")
      .notNull()
      .references(() => process.id),
    name: text("name").notNull(),
    email: text("email"),
    /** Present post, as the candidate words it. */
    post: text("post"),
    state: text("state").notNull(),
    /** Why a waiver was asked, granted or denied, or the rule that makes the candidate ineligible. */
    stateReason: text("state_reason"),
    createdBy: text("created_by")
      .notNull()
      .references(() => user.id),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("candidate_process").on(t.processId)],
);

export const serviceSpan = sqliteTable(
  "service_span",
  {
    id: text("id").primaryKey(),
    candidateId: text("candidate_id")
      .notNull()
      .references(() => candidate.id),
    agency: text("agency").notNull(),
    post: text("post"),
    fromDate: text("from_date").notNull(),
    /** Null: until the present. */
    toDate: text("to_date"),
  },
  (t) => [index("service_span_candidate").on(t.candidateId)],
);

export const youthEvidence = sqliteTable(
  "youth_evidence",
  {
    id: text("id").primaryKey(),
    candidateId: text("candidate_id")
      .notNull()
      .references(() => candidate.id),
    what: text("what").notNull(),
    whenText: text("when_text").notNull(),
    verifier: text("verifier"),
    /** Who of the district attested it, and when; null while it is only the candidate's word. */
    verifiedBy: text("verified_by").references(() => user.id),
    verifiedAt: integer("verified_at"),
  },
  (t) => [index("youth_evidence_candidate").on(t.candidateId)],
);

/** An uploaded file; its bytes lie outside the web root under their SHA-256. */
export const file = sqliteTable(
  "file",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    candidateId: text("candidate_id")
      .notNull()
      .references(() => candidate.id),
    kind: text("kind", { enum: ["resume", "writing-sample"] }).notNull(),
    name: text("name").notNull(),
    sha256: text("sha256").notNull(),
    bytes: integer("bytes").notNull(),
    uploadedBy: text("uploaded_by")
      .notNull()
      .references(() => user.id),
    uploadedAt: integer("uploaded_at").notNull(),
    replacedAt: integer("replaced_at"),
  },
  (t) => [index("file_candidate").on(t.candidateId)],
);

/** Where and when the post was advertised: part of what the round must be able to show. */
export const posting = sqliteTable(
  "posting",
  {
    id: text("id").primaryKey(),
    processId: text("process_id")
      .notNull()
      .references(() => process.id),
    place: text("place").notNull(),
    /** ISO dates. */
    postedOn: text("posted_on").notNull(),
    closesOn: text("closes_on"),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    at: integer("at").notNull(),
  },
  (t) => [index("posting_process").on(t.processId)],
);

/** The round's timetable: one due date for each step that has one. */
export const timetable = sqliteTable(
  "timetable",
  {
    processId: text("process_id")
      .notNull()
      .references(() => process.id),
    step: text("step").notNull(),
    /** ISO date. */
    dueOn: text("due_on").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.processId, t.step] })],
);

/** What a candidate needs on the day. Read by coordinators only; never by who rates. */
export const accommodation = sqliteTable("accommodation", {
  candidateId: text("candidate_id")
    .primaryKey()
    .references(() => candidate.id),
  need: text("need").notNull(),
  userId: text("user_id")
    .notNull()
    .references(() => user.id),
  at: integer("at").notNull(),
});

/**
 * What a candidate chose to say about race or ethnicity, sex and age: a compartment of its own. Nothing joins it to a
 * candidate's file or a card; it is read as sums only, and never by who selects.
 */
export const voluntaryData = sqliteTable("voluntary_data", {
  candidateId: text("candidate_id")
    .primaryKey()
    .references(() => candidate.id),
  /** JSON: category → chosen group; a category left out was not answered. */
  answers: text("answers").notNull(),
  at: integer("at").notNull(),
});

/** A question that is not counted, for all candidates alike: asked by one lead with a reason, approved by the other. */
export const droppedQuestion = sqliteTable(
  "dropped_question",
  {
    id: text("id").primaryKey(),
    processId: text("process_id")
      .notNull()
      .references(() => process.id),
    questionId: text("question_id").notNull(),
    reason: text("reason").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    role: text("role").notNull(),
    at: integer("at").notNull(),
    approvedBy: text("approved_by").references(() => user.id),
    approvedAt: integer("approved_at"),
    declinedBy: text("declined_by").references(() => user.id),
    declinedAt: integer("declined_at"),
  },
  (t) => [index("dropped_question_process").on(t.processId)],
);

// ── Interview, cards, joint scorecard ───────────────────────────────────────

export const interview = sqliteTable(
  "interview",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    processId: text("process_id")
      .notNull()
      .references(() => process.id),
    candidateId: text("candidate_id")
      .notNull()
      .references(() => candidate.id),
    state: text("state").notNull(),
    scheduledAt: integer("scheduled_at"),
    minutes: integer("minutes").notNull().default(60),
    place: text("place"),
    /** Counts up with each change of time or place: calendar invitations carry it. */
    sequence: integer("sequence").notNull().default(0),
    /** Who leads the questions. */
    moderatorId: text("moderator_id").references(() => user.id),
    /** Index into the signed question list; everyone's view follows it. */
    question: integer("question").notNull().default(0),
    startedAt: integer("started_at"),
    endedAt: integer("ended_at"),
    revealedAt: integer("revealed_at"),
    /** Revision of the joint scorecard's room; each reopening makes a new one. */
    revision: integer("revision").notNull().default(1),
    /** Canonical JSON of the frozen panel result and its hash; null before the freeze. */
    result: text("result"),
    resultHash: text("result_hash"),
    sealedAt: integer("sealed_at"),
  },
  (t) => [uniqueIndex("interview_candidate").on(t.candidateId), index("interview_process").on(t.processId)],
);

/** One rater's card. Ratings and evidence lie in the card's room until the reveal, and in `content` from then on. */
export const card = sqliteTable(
  "card",
  {
    id: text("id").primaryKey(),
    interviewId: text("interview_id")
      .notNull()
      .references(() => interview.id),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    state: text("state").notNull(),
    /** none | disclosed | recused; null before the declaration. */
    conflict: text("conflict"),
    conflictText: text("conflict_text"),
    declaredAt: integer("declared_at"),
    /** When the kit and its warnings were acknowledged; nobody rates before. */
    kitReadAt: integer("kit_read_at"),
    /** Set when the card was filled in on paper and entered afterwards; `paper_at`: when it was written on paper. */
    paperReason: text("paper_reason"),
    paperBy: text("paper_by").references(() => user.id),
    paperAt: integer("paper_at"),
    /** A paper card entered after the reveal: kept beside the record (CardContent), counted nowhere. */
    lateContent: text("late_content"),
    lateAt: integer("late_at"),
    submittedAt: integer("submitted_at"),
    /** Canonical JSON (shared/documents/card.ts CardContent), written at the submission, served only from the reveal on. */
    content: text("content"),
  },
  (t) => [uniqueIndex("card_rater").on(t.interviewId, t.userId)],
);

/** Somebody who listens and sees what the panel sees of the questions, and rates nothing. */
export const observer = sqliteTable(
  "observer",
  {
    interviewId: text("interview_id")
      .notNull()
      .references(() => interview.id),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    admittedBy: text("admitted_by")
      .notNull()
      .references(() => user.id),
    at: integer("at").notNull(),
    /** When the admission was taken back; the row stays, so that the record says who was there. */
    endedAt: integer("ended_at"),
  },
  (t) => [primaryKey({ columns: [t.interviewId, t.userId] })],
);

/** Which question everybody's view went to, and when: the clock of each question is read from here. */
export const questionTurn = sqliteTable(
  "question_turn",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    interviewId: text("interview_id")
      .notNull()
      .references(() => interview.id),
    question: integer("question").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    at: integer("at").notNull(),
  },
  (t) => [index("question_turn_interview").on(t.interviewId)],
);

/**
 * The criterion a lead shows to everybody in the debrief, on every screen. Bound to the joint scorecard's revision: one
 * that was fixed in the meantime shows nothing any more.
 */
export const spotlight = sqliteTable("spotlight", {
  interviewId: text("interview_id")
    .primaryKey()
    .references(() => interview.id),
  revision: integer("revision").notNull(),
  criterionId: text("criterion_id").notNull(),
  userId: text("user_id")
    .notNull()
    .references(() => user.id),
  at: integer("at").notNull(),
});

/** Where an interview left the agreed course. Written by the server itself, or by a lead in words. */
export const deviation = sqliteTable(
  "deviation",
  {
    id: text("id").primaryKey(),
    interviewId: text("interview_id")
      .notNull()
      .references(() => interview.id),
    kind: text("kind", { enum: ["skipped", "out-of-order", "overrun", "kit", "paper", "network", "noted"] }).notNull(),
    /** Index into the signed question list, where it is about one. */
    question: integer("question"),
    /** Of an overrun: by how much the planned time was exceeded. */
    overMs: integer("over_ms"),
    /** Whom it is about, where it is about one person (who had not read the kit, say). */
    personId: text("person_id").references(() => user.id),
    /** Set on a lead's reason for an entry above: that entry's id. Entries themselves are never changed. */
    about: text("about").references((): AnySQLiteColumn => deviation.id),
    /** A lead's own words; null when the server wrote it. */
    words: text("words"),
    userId: text("user_id").references(() => user.id),
    at: integer("at").notNull(),
  },
  (t) => [index("deviation_interview").on(t.interviewId)],
);

/** A code that lets one person in on one device, once, within minutes. Only the token's SHA-256 is kept. */
export const joinCode = sqliteTable(
  "join_code",
  {
    id: text("id").primaryKey(),
    interviewId: text("interview_id")
      .notNull()
      .references(() => interview.id),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    tokenHash: text("token_hash").notNull(),
    createdBy: text("created_by")
      .notNull()
      .references(() => user.id),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
  },
  (t) => [uniqueIndex("join_code_token").on(t.tokenHash)],
);

/**
 * A lead's decision with its reason: clearing or declining a disclosed conflict, opening the cards without a missing
 * one, opening a fixed joint scorecard, decision or joint review again, the school's position and the agency's answer.
 */
export const agreement = sqliteTable(
  "agreement",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    kind: text("kind", {
      enum: [
        "clear-conflict",
        "decline-conflict",
        "reveal-without",
        "reopen-result",
        "mou-ready",
        "mou-reaffirm",
        "position-concur",
        "position-dissent",
        "position-abstain",
        "answer-dissent",
        "reopen-decision",
        "reopen-checkpoint",
        "add-goal",
        "decline-goal",
        "return-evaluation",
      ],
    }).notNull(),
    /**
     * The card's id; the interview's; or `<interview or decision>/r<revision that was fixed>`; for a memorandum
     * `<mou>/r<revision>/<hash of the text that is ready>` or `<mou>/<day its review was due>`. A goal added during the
     * year: `<evaluation>/<hash of the goals with it>`, its words in `reason` as canonical JSON, as are an evaluation's
     * earlier revision and what had been done with it.
     */
    subjectId: text("subject_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    role: text("role").notNull(),
    reason: text("reason").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [uniqueIndex("agreement_once").on(t.kind, t.subjectId, t.role)],
);

/** One decision for each round: whom to appoint, who stands by, what each side says. Its text lives in its room until it is fixed. */
export const decision = sqliteTable(
  "decision",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    processId: text("process_id")
      .notNull()
      .references(() => process.id),
    state: text("state").notNull(),
    revision: integer("revision").notNull().default(1),
    /** Canonical JSON (shared/documents/decision.ts DecisionContent) and its hash; null while being written. */
    content: text("content"),
    contentHash: text("content_hash"),
    /** The school's position, and the agency's answer to a dissent. */
    position: text("position", { enum: ["concur", "dissent", "abstain"] }),
    positionReason: text("position_reason"),
    positionBy: text("position_by").references(() => user.id),
    positionAt: integer("position_at"),
    reply: text("reply"),
    replyBy: text("reply_by").references(() => user.id),
    replyAt: integer("reply_at"),
    createdBy: text("created_by")
      .notNull()
      .references(() => user.id),
    createdAt: integer("created_at").notNull(),
    sealedAt: integer("sealed_at"),
  },
  (t) => [uniqueIndex("decision_process").on(t.processId)],
);

/** A letter to a candidate, drafted from signed words, released once by a lead. */
export const letter = sqliteTable(
  "letter",
  {
    id: text("id").primaryKey(),
    decisionId: text("decision_id")
      .notNull()
      .references(() => decision.id),
    candidateId: text("candidate_id")
      .notNull()
      .references(() => candidate.id),
    template: text("template").notNull(),
    body: text("body").notNull(),
    createdAt: integer("created_at").notNull(),
    releasedBy: text("released_by").references(() => user.id),
    releasedAt: integer("released_at"),
  },
  (t) => [uniqueIndex("letter_candidate").on(t.decisionId, t.candidateId)],
);

/** A sealed record: exact content, its hash, its signatures. Never updated, never deleted (triggers). */
export const sealedRecord = sqliteTable(
  "sealed_record",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    kind: text("kind", {
      enum: [
        "process-agreement",
        "panel-result",
        "mou",
        "decision",
        "checkpoint",
        "probation-outcome",
        "evaluation",
        "removal",
      ],
    }).notNull(),
    subjectId: text("subject_id").notNull(),
    title: text("title").notNull(),
    /** Canonical JSON; `hash` is its SHA-256 in hex. */
    content: text("content").notNull(),
    hash: text("hash").notNull(),
    /** Canonical JSON array of the signatures, each naming the hash it signed. */
    signatures: text("signatures").notNull(),
    rubricVersion: text("rubric_version").notNull(),
    sealedAt: integer("sealed_at").notNull(),
  },
  (t) => [
    uniqueIndex("sealed_record_subject").on(t.kind, t.subjectId),
    // All that the list of records needs of a record before it is shown: its long text is not touched.
    index("sealed_record_list").on(t.programId, t.sealedAt, t.kind, t.subjectId, t.id),
  ],
);

/** A correction to a sealed record: a linked text beside it, never a change to it. Never updated, never deleted (triggers). */
export const addendum = sqliteTable(
  "addendum",
  {
    id: text("id").primaryKey(),
    recordId: text("record_id")
      .notNull()
      .references(() => sealedRecord.id),
    words: text("words").notNull(),
    /** Why it was added. */
    reason: text("reason").notNull(),
    /** SHA-256 (hex) of the canonical JSON of record hash, words, reason, person and time. */
    hash: text("hash").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    role: text("role").notNull(),
    party: text("party").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("addendum_record").on(t.recordId)],
);

/** The signed PDF of a record, made once and kept: what was handed out can be handed out again, byte for byte. */
export const recordPdf = sqliteTable("record_pdf", {
  recordId: text("record_id")
    .primaryKey()
    .references(() => sealedRecord.id),
  bytes: blob("bytes", { mode: "buffer" }).notNull(),
  sha256: text("sha256").notNull(),
  at: integer("at").notNull(),
});

// ── The officer's year ──────────────────────────────────────────────────────

/** An officer's post at a school. Never deleted: it ends, and says how. */
export const assignment = sqliteTable(
  "assignment",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    officerId: text("officer_id")
      .notNull()
      .references(() => user.id),
    schoolId: text("school_id")
      .notNull()
      .references(() => school.id),
    /** What the post is called beside the school, when the school has more than one: "annex". */
    post: text("post"),
    /** ISO dates; `to` is the last day. */
    fromDate: text("from_date").notNull(),
    toDate: text("to_date"),
    began: text("began", { enum: ["selected", "transferred", "before-accord"] }).notNull(),
    ended: text("ended", { enum: ["transferred", "left", "probation-ended", "reassigned"] }),
    endedWords: text("ended_words"),
    /** The selection round the officer came out of, and the candidate's file there; null for posts from before. */
    processId: text("process_id").references(() => process.id),
    candidateId: text("candidate_id").references(() => candidate.id),
    createdBy: text("created_by")
      .notNull()
      .references(() => user.id),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    index("assignment_program").on(t.programId),
    index("assignment_officer").on(t.officerId),
    uniqueIndex("assignment_present").on(t.officerId, t.schoolId).where(sql`${t.toDate} is null`),
  ],
);

/** Who leads an officer's case, from when to when. One supervisor and one administrator at a time. */
export const caseLead = sqliteTable(
  "case_lead",
  {
    id: text("id").primaryKey(),
    assignmentId: text("assignment_id")
      .notNull()
      .references(() => assignment.id),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    role: text("role", { enum: ["supervisor", "administrator"] }).notNull(),
    fromAt: integer("from_at").notNull(),
    toAt: integer("to_at"),
    /** Why the lead changed, in the words of whoever set the next one. */
    reason: text("reason"),
    setBy: text("set_by")
      .notNull()
      .references(() => user.id),
  },
  (t) => [
    uniqueIndex("case_lead_present").on(t.assignmentId, t.role).where(sql`${t.toAt} is null`),
    index("case_lead_user").on(t.userId),
  ],
);

/** Days on which a program counts nobody as working, beside weekends. */
export const holiday = sqliteTable(
  "holiday",
  {
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    /** ISO date. */
    day: text("day").notNull(),
    name: text("name").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.programId, t.day] })],
);

/** A time away. Both days belong to it; no reason is kept. A wrong entry is taken back, never deleted. */
export const leave = sqliteTable(
  "leave",
  {
    id: text("id").primaryKey(),
    assignmentId: text("assignment_id")
      .notNull()
      .references(() => assignment.id),
    fromDate: text("from_date").notNull(),
    /** Null while it lasts. */
    toDate: text("to_date"),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    at: integer("at").notNull(),
    removedBy: text("removed_by").references(() => user.id),
    removedAt: integer("removed_at"),
  },
  (t) => [index("leave_assignment").on(t.assignmentId)],
);

/** The probation of one assignment. */
export const probation = sqliteTable(
  "probation",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    assignmentId: text("assignment_id")
      .notNull()
      .references(() => assignment.id),
    state: text("state").notNull(),
    /** Canonical JSON of the agreed values (shared/probation.ts ProbationTerms), as they were in force at the start. */
    clause: text("clause").notNull(),
    /** ISO dates. `end_on`: the last day with leave counted in; null while a leave without an end stops the clock. */
    startOn: text("start_on").notNull(),
    endOn: text("end_on"),
    /** Set once by an extension: the last day it was moved to, before later leave. */
    extendedTo: text("extended_to"),
    /** Canonical JSON of the dates both leads sign (shared/probation.ts ProbationPlan), and its hash. */
    plan: text("plan").notNull(),
    planHash: text("plan_hash").notNull(),
    createdBy: text("created_by")
      .notNull()
      .references(() => user.id),
    createdAt: integer("created_at").notNull(),
    decidedAt: integer("decided_at"),
    outcome: text("outcome", { enum: ["confirmed", "ended"] }),
  },
  (t) => [uniqueIndex("probation_assignment").on(t.assignmentId)],
);

/** One checkpoint. Its days follow from the clause and the leave; its texts live in its rooms until they are fixed. */
export const checkpoint = sqliteTable(
  "checkpoint",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    probationId: text("probation_id")
      .notNull()
      .references(() => probation.id),
    /** From 1, in order. */
    n: integer("n").notNull(),
    offsetDays: integer("offset_days").notNull(),
    /** Which form of shared/content/probation-forms.ts. */
    formId: text("form_id").notNull(),
    state: text("state").notNull(),
    /** Revision of the joint review's rooms. */
    revision: integer("revision").notNull().default(1),
    /** ISO dates; null while a leave without an end keeps them open. */
    opensOn: text("opens_on"),
    selfDueOn: text("self_due_on"),
    inputDueOn: text("input_due_on"),
    meetingAt: integer("meeting_at"),
    openedAt: integer("opened_at"),
    selfAt: integer("self_at"),
    /** Canonical JSON of the self-assessment as it was handed over; null when the day passed without one. */
    self: text("self"),
    exchangedAt: integer("exchanged_at"),
    /** Canonical JSON (shared/documents/checkpoint-review.ts CheckpointReview) and its hash; null while being written. */
    content: text("content"),
    contentHash: text("content_hash"),
    presentedAt: integer("presented_at"),
    choice: text("choice", { enum: ["agree", "disagree", "refused"] }),
    choiceWords: text("choice_words"),
    /** Who saw a refusal, by name: a witness need not have an account. */
    witness: text("witness"),
    choiceBy: text("choice_by").references(() => user.id),
    choiceAt: integer("choice_at"),
    sealedAt: integer("sealed_at"),
  },
  (t) => [uniqueIndex("checkpoint_n").on(t.probationId, t.n)],
);

/** What one lead writes alone at a checkpoint. Its text is in its room until it is handed in. */
export const checkpointInput = sqliteTable(
  "checkpoint_input",
  {
    checkpointId: text("checkpoint_id")
      .notNull()
      .references(() => checkpoint.id),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    role: text("role", { enum: ["supervisor", "administrator"] }).notNull(),
    submittedAt: integer("submitted_at"),
    /** Canonical JSON, written when it is handed in. */
    content: text("content"),
  },
  (t) => [primaryKey({ columns: [t.checkpointId, t.userId] })],
);

/** Tells an officer early, and in writing, what is a concern. Handed out at once; receipt and answer come after. */
export const interimNotice = sqliteTable(
  "interim_notice",
  {
    id: text("id").primaryKey(),
    probationId: text("probation_id")
      .notNull()
      .references(() => probation.id),
    checkpointId: text("checkpoint_id").references(() => checkpoint.id),
    itemId: text("item_id").notNull(),
    evidence: text("evidence").notNull(),
    expected: text("expected").notNull(),
    help: text("help").notNull(),
    /** ISO dates. */
    reviewOn: text("review_on").notNull(),
    responseDueOn: text("response_due_on").notNull(),
    issuedBy: text("issued_by")
      .notNull()
      .references(() => user.id),
    issuedAt: integer("issued_at").notNull(),
    receipt: text("receipt", { enum: ["received", "refused"] }),
    receiptBy: text("receipt_by").references(() => user.id),
    receiptAt: integer("receipt_at"),
    witness: text("witness"),
    answer: text("answer"),
    answeredAt: integer("answered_at"),
  },
  (t) => [index("interim_notice_probation").on(t.probationId)],
);

/** A plan with help, owner, date and proof, in one to three items. It follows a notice, or an evaluation's outcome. */
export const remediationPlan = sqliteTable(
  "remediation_plan",
  {
    id: text("id").primaryKey(),
    subject: text("subject", { enum: ["probation", "evaluation"] }).notNull(),
    subjectId: text("subject_id").notNull(),
    noticeId: text("notice_id").references(() => interimNotice.id),
    /** SHA-256 (hex) of the canonical JSON of its items: what the officer received. */
    hash: text("hash").notNull(),
    issuedBy: text("issued_by")
      .notNull()
      .references(() => user.id),
    issuedAt: integer("issued_at").notNull(),
    receipt: text("receipt", { enum: ["received", "refused"] }),
    receiptBy: text("receipt_by").references(() => user.id),
    receiptAt: integer("receipt_at"),
    witness: text("witness"),
    officerWords: text("officer_words"),
  },
  (t) => [index("remediation_plan_subject").on(t.subject, t.subjectId)],
);

export const remediationItem = sqliteTable(
  "remediation_item",
  {
    id: text("id").primaryKey(),
    planId: text("plan_id")
      .notNull()
      .references(() => remediationPlan.id),
    n: integer("n").notNull(),
    item: text("item").notNull(),
    expected: text("expected").notNull(),
    help: text("help").notNull(),
    /** Who is responsible for the help, by name. */
    owner: text("owner").notNull(),
    /** ISO date. */
    dueOn: text("due_on").notNull(),
    proof: text("proof").notNull(),
    result: text("result", { enum: ["met", "partly-met", "not-met"] }),
    resultEvidence: text("result_evidence"),
    resultBy: text("result_by").references(() => user.id),
    resultAt: integer("result_at"),
  },
  (t) => [uniqueIndex("remediation_item_n").on(t.planId, t.n)],
);

/** A proposed outcome of a probation. One at a time; one that was withdrawn stays on record. */
export const probationOutcome = sqliteTable(
  "probation_outcome",
  {
    id: text("id").primaryKey(),
    probationId: text("probation_id")
      .notNull()
      .references(() => probation.id),
    outcome: text("outcome", { enum: ["confirmed", "extended", "ended"] }).notNull(),
    /** Canonical JSON (shared/documents/probation-outcome.ts OutcomeContent) and its hash: it grows by position, reply and receipt. */
    content: text("content").notNull(),
    contentHash: text("content_hash").notNull(),
    /** ISO date: when the position is due. */
    positionDueOn: text("position_due_on").notNull(),
    position: text("position", { enum: ["agree", "against", "not-given"] }),
    repliedAt: integer("replied_at"),
    receivedAt: integer("received_at"),
    proposedBy: text("proposed_by")
      .notNull()
      .references(() => user.id),
    proposedAt: integer("proposed_at").notNull(),
    withdrawnAt: integer("withdrawn_at"),
    withdrawnReason: text("withdrawn_reason"),
    sealedAt: integer("sealed_at"),
  },
  (t) => [
    uniqueIndex("probation_outcome_open")
      .on(t.probationId)
      .where(sql`${t.withdrawnAt} is null and ${t.sealedAt} is null`),
  ],
);

/** The annual evaluation of one assignment over one period. */
export const evaluation = sqliteTable(
  "evaluation",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    assignmentId: text("assignment_id")
      .notNull()
      .references(() => assignment.id),
    /** What the period is called: "Third year, 2025–2026". */
    title: text("title").notNull(),
    /** ISO dates. */
    fromDate: text("from_date").notNull(),
    toDate: text("to_date").notNull(),
    state: text("state").notNull(),
    /** Revision of ratings, text and response; each reopening makes a new one. */
    revision: integer("revision").notNull().default(1),
    /** Revision of the draft: its room is one supervisor's alone, and another supervisor has another one. */
    draftRevision: integer("draft_revision").notNull().default(1),
    /**
     * Revision of the feedback: a new room when it opens to both, at each reopening, and for another administrator while
     * it is not open to both.
     */
    feedbackRevision: integer("feedback_revision").notNull().default(1),
    /**
     * The first revision of the feedback that anybody opens: older ones were written alone, before it was handed in or by
     * an administrator whom another followed.
     */
    feedbackFrom: integer("feedback_from").notNull().default(1),
    /** Canonical JSON of the agreed values (shared/evaluation.ts EvaluationTerms) as they were in force. */
    clause: text("clause").notNull(),
    /** Canonical JSON of the goals both leads sign, and its hash; null while they are being written. */
    goals: text("goals"),
    goalsHash: text("goals_hash"),
    /** ISO dates: the last day of each window, set when the window opens. */
    selfDueOn: text("self_due_on"),
    parallelDueOn: text("parallel_due_on"),
    feedbackDueOn: text("feedback_due_on"),
    responseDueOn: text("response_due_on"),
    meetingAt: integer("meeting_at"),
    /** When the officer was told of the meeting. */
    noticeAt: integer("notice_at"),
    selfAt: integer("self_at"),
    /** Canonical JSON, each written when it is handed in. */
    self: text("self"),
    draftAt: integer("draft_at"),
    feedbackAt: integer("feedback_at"),
    exchangedAt: integer("exchanged_at"),
    /** Canonical JSON of the fixed text and its hash; null while being written. */
    content: text("content"),
    contentHash: text("content_hash"),
    frozenAt: integer("frozen_at"),
    /** The administrator's word on the fixed text. */
    feedback: text("feedback", { enum: ["given", "declined", "unanswered"] }),
    feedbackWords: text("feedback_words"),
    feedbackBy: text("feedback_by").references(() => user.id),
    feedbackSignedAt: integer("feedback_signed_at"),
    choice: text("choice", { enum: ["received", "disagrees", "refused"] }),
    choiceWords: text("choice_words"),
    witness: text("witness"),
    choiceBy: text("choice_by").references(() => user.id),
    choiceAt: integer("choice_at"),
    response: text("response"),
    responseAt: integer("response_at"),
    commandWords: text("command_words"),
    commandBy: text("command_by").references(() => user.id),
    commandAt: integer("command_at"),
    outcome: text("outcome", { enum: ["stay", "stay-with-plan", "removal-review"] }),
    createdBy: text("created_by")
      .notNull()
      .references(() => user.id),
    createdAt: integer("created_at").notNull(),
    sealedAt: integer("sealed_at"),
  },
  (t) => [uniqueIndex("evaluation_period").on(t.assignmentId, t.fromDate)],
);

/** A goal both leads agreed on; one that is added during the year names who signed for it. Never deleted. */
export const goal = sqliteTable(
  "goal",
  {
    id: text("id").primaryKey(),
    evaluationId: text("evaluation_id")
      .notNull()
      .references(() => evaluation.id),
    n: integer("n").notNull(),
    /** A role of shared/content/evaluation-form.ts EVALUATION_ROLES. */
    role: text("role").notNull(),
    words: text("words").notNull(),
    measure: text("measure").notNull(),
    addedAt: integer("added_at"),
  },
  (t) => [uniqueIndex("goal_n").on(t.evaluationId, t.n)],
);

/** What somebody saw, or did. Append-only (triggers): a correction is a new entry that names the one it corrects. */
export const evidence = sqliteTable(
  "evidence",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    assignmentId: text("assignment_id")
      .notNull()
      .references(() => assignment.id),
    role: text("role").notNull(),
    tone: text("tone", { enum: ["commend", "neutral", "concern"] }).notNull(),
    /** ISO date on which it was seen. */
    observedOn: text("observed_on").notNull(),
    words: text("words").notNull(),
    postedBy: text("posted_by")
      .notNull()
      .references(() => user.id),
    /** Which of the case's people posted it, as they were then. */
    postedAs: text("posted_as", { enum: ["supervisor", "administrator", "officer"] }).notNull(),
    at: integer("at").notNull(),
    corrects: text("corrects").references((): AnySQLiteColumn => evidence.id),
    fileId: text("file_id").references(() => caseFile.id),
  },
  (t) => [index("evidence_assignment").on(t.assignmentId, t.at)],
);

/** The officer's answer to an entry. Append-only (triggers). */
export const evidenceAnswer = sqliteTable(
  "evidence_answer",
  {
    id: text("id").primaryKey(),
    evidenceId: text("evidence_id")
      .notNull()
      .references(() => evidence.id),
    words: text("words").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    at: integer("at").notNull(),
  },
  (t) => [index("evidence_answer_evidence").on(t.evidenceId)],
);

/** A file of an officer's case; its bytes lie outside the web root under their SHA-256. */
export const caseFile = sqliteTable(
  "case_file",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    assignmentId: text("assignment_id")
      .notNull()
      .references(() => assignment.id),
    name: text("name").notNull(),
    sha256: text("sha256").notNull(),
    bytes: integer("bytes").notNull(),
    uploadedBy: text("uploaded_by")
      .notNull()
      .references(() => user.id),
    uploadedAt: integer("uploaded_at").notNull(),
  },
  (t) => [index("case_file_assignment").on(t.assignmentId)],
);

/** Where a person stands with one item of the training catalogue. A recurring item has a row for each time. */
export const trainingItem = sqliteTable(
  "training_item",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    /** An id of shared/content/training.ts. */
    itemId: text("item_id").notNull(),
    /** ISO dates. */
    dueOn: text("due_on"),
    doneOn: text("done_on"),
    words: text("words"),
    fileId: text("file_id").references(() => caseFile.id),
    verifiedBy: text("verified_by").references(() => user.id),
    verifiedAt: integer("verified_at"),
    /** Why it was waived; both leads sign a waiver (signature, subject "training"). */
    waivedReason: text("waived_reason"),
    waivedAt: integer("waived_at"),
    at: integer("at").notNull(),
  },
  (t) => [index("training_item_user").on(t.userId, t.itemId)],
);

/** One side asks that an officer be removed from a school. */
export const removal = sqliteTable(
  "removal",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    assignmentId: text("assignment_id")
      .notNull()
      .references(() => assignment.id),
    /** The evaluation whose outcome opened it. */
    evaluationId: text("evaluation_id").references(() => evaluation.id),
    state: text("state").notNull(),
    revision: integer("revision").notNull().default(1),
    /** Canonical JSON of the agreed values as they were in force. */
    clause: text("clause").notNull(),
    requestedBy: text("requested_by")
      .notNull()
      .references(() => user.id),
    requestedFor: text("requested_for", { enum: ["agency", "district"] }).notNull(),
    requestedAt: integer("requested_at").notNull(),
    /** ISO dates. */
    answerDueOn: text("answer_due_on"),
    decideDueOn: text("decide_due_on"),
    answer: text("answer"),
    answerBy: text("answer_by").references(() => user.id),
    answerAt: integer("answer_at"),
    meetingAt: integer("meeting_at"),
    content: text("content"),
    contentHash: text("content_hash"),
    outcome: text("outcome", { enum: ["withdrawn", "settled", "stays", "reassigned"] }),
    /** The selection round a reassignment opened. */
    processId: text("process_id").references(() => process.id),
    sealedAt: integer("sealed_at"),
  },
  (t) => [index("removal_assignment").on(t.assignmentId)],
);

/** A conversation about a place in a text. Anchors are Yjs relative positions (base64): they survive edits around them. */
export const commentThread = sqliteTable(
  "comment_thread",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    /** The room it is about, without its revision: kind, record, part. */
    kind: text("kind").notNull(),
    recordId: text("record_id").notNull(),
    part: text("part").notNull(),
    revision: integer("revision").notNull(),
    anchorStart: text("anchor_start").notNull(),
    anchorEnd: text("anchor_end").notNull(),
    /** The words it was about when it began: they stay when the text goes. */
    quote: text("quote").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    at: integer("at").notNull(),
    resolvedBy: text("resolved_by").references(() => user.id),
    resolvedAt: integer("resolved_at"),
  },
  (t) => [index("comment_thread_record").on(t.kind, t.recordId, t.part)],
);

/** Append-only (triggers). */
export const comment = sqliteTable(
  "comment",
  {
    id: text("id").primaryKey(),
    threadId: text("thread_id")
      .notNull()
      .references(() => commentThread.id),
    words: text("words").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    at: integer("at").notNull(),
  },
  (t) => [index("comment_thread_id").on(t.threadId)],
);

/** Who proposed a change inside a text, first seen when, and what became of it. The text carries only the id. */
export const suggestion = sqliteTable(
  "suggestion",
  {
    /** `<user>.<uuid>`, as the marks in the text carry it. */
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    kind: text("kind").notNull(),
    recordId: text("record_id").notNull(),
    part: text("part").notNull(),
    revision: integer("revision").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    firstSeenAt: integer("first_seen_at").notNull(),
    decidedBy: text("decided_by").references(() => user.id),
    decidedAt: integer("decided_at"),
    decided: text("decided", { enum: ["accepted", "rejected", "withdrawn"] }),
  },
  (t) => [index("suggestion_record").on(t.kind, t.recordId, t.part)],
);

/** "This section is ready": one person's tick on one exact text. It stands only while the text gives this hash. */
export const sectionTick = sqliteTable(
  "section_tick",
  {
    kind: text("kind").notNull(),
    recordId: text("record_id").notNull(),
    section: text("section").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    /** SHA-256 (hex) of the section's canonical JSON. */
    hash: text("hash").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.recordId, t.section, t.userId] })],
);

/** What the server does when a day comes or passes: written once, done once, whatever happens to the server between. */
export const deadline = sqliteTable(
  "deadline",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    subject: text("subject").notNull(),
    subjectId: text("subject_id").notNull(),
    kind: text("kind").notNull(),
    dueAt: integer("due_at").notNull(),
    doneAt: integer("done_at"),
  },
  (t) => [
    uniqueIndex("deadline_once").on(t.subject, t.subjectId, t.kind, t.dueAt),
    index("deadline_due").on(t.doneAt, t.dueAt),
  ],
);

// ── Mail ────────────────────────────────────────────────────────────────────

/** Every letter by e-mail, before it is sent: without a mail server it stays here to be read and downloaded. */
export const mail = sqliteTable(
  "mail",
  {
    id: text("id").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    kind: text("kind").notNull(),
    subjectId: text("subject_id"),
    toName: text("to_name").notNull(),
    toEmail: text("to_email").notNull(),
    /** Never a candidate's or an officer's name, a score or a judgement. */
    subject: text("subject").notNull(),
    body: text("body").notNull(),
    /** An iCalendar file, when it is an invitation. */
    calendar: text("calendar"),
    at: integer("at").notNull(),
    /** Not before. */
    dueAt: integer("due_at").notNull(),
    sentAt: integer("sent_at"),
    attempts: integer("attempts").notNull().default(0),
    /** Why the last attempt failed, without the address. */
    lastError: text("last_error"),
    /** Set when it must not be sent any more: the interview moved, say. */
    cancelledAt: integer("cancelled_at"),
  },
  (t) => [index("mail_program").on(t.programId, t.at), index("mail_due").on(t.dueAt)],
);

// ── Live rooms: the log ─────────────────────────────────────────────────────

/** A live document. `frozen_seq` is the last sequence number it will ever have once it closed. */
export const room = sqliteTable(
  "room",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    name: text("name").notNull(),
    programId: text("program_id")
      .notNull()
      .references(() => program.id),
    createdAt: integer("created_at").notNull(),
    frozenSeq: integer("frozen_seq"),
  },
  (t) => [uniqueIndex("room_name").on(t.name)],
);

/** Append-only (triggers). Each row is one accepted Yjs update (V1), chained by hash to the one before it in its room. */
export const roomUpdate = sqliteTable(
  "room_update",
  {
    roomId: integer("room_id").notNull(),
    seq: integer("seq").notNull(),
    /** Null: written by the server itself (the room's first content, say). */
    userId: text("user_id").references(() => user.id),
    connection: text("connection"),
    at: integer("at").notNull(),
    bytes: blob("bytes", { mode: "buffer" }).notNull(),
    prevHash: blob("prev_hash", { mode: "buffer" }).notNull(),
    hash: blob("hash", { mode: "buffer" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.roomId, t.seq] }), foreignKey({ columns: [t.roomId], foreignColumns: [room.id] })],
);

/** A Yjs clientID belongs to one person in one room for ever. */
export const roomClient = sqliteTable(
  "room_client",
  {
    roomId: integer("room_id")
      .notNull()
      .references(() => room.id),
    clientId: integer("client_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id),
    claimedAt: integer("claimed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.roomId, t.clientId] })],
);

/**
 * A room's document at one row of its log, for loading only: can be deleted at any time without loss. `hash` is the
 * log's at that row, `digest` the SHA-256 of `bytes` (a Yjs update, deleted text included), `vector` its state vector.
 */
export const roomSnapshot = sqliteTable("room_snapshot", {
  roomId: integer("room_id")
    .primaryKey()
    .references(() => room.id),
  seq: integer("seq").notNull(),
  hash: blob("hash", { mode: "buffer" }).notNull(),
  at: integer("at").notNull(),
  bytes: blob("bytes", { mode: "buffer" }).notNull(),
  digest: blob("digest", { mode: "buffer" }).notNull(),
  vector: blob("vector", { mode: "buffer" }).notNull(),
});

/** One process writes the rooms: the one whose number stands here. A newer process takes the next number. */
export const serverLease = sqliteTable(
  "server_lease",
  {
    id: integer("id").primaryKey(),
    fence: integer("fence").notNull(),
    takenAt: integer("taken_at").notNull(),
    beatAt: integer("beat_at").notNull(),
  },
  (t) => [check("server_lease_one_row", sql`${t.id} = 1`)],
);

/**
 * Counts up whenever anything may have changed who sees or edits what in a program (triggers on memberships, accounts,
 * sessions, processes, interviews, cards, decisions, the leads and records of officers' cases, rooms), whichever process
 * did it.
 */
export const permissionEpoch = sqliteTable("permission_epoch", {
  programId: text("program_id").primaryKey(),
  n: integer("n").notNull(),
});

// ── The audit log ───────────────────────────────────────────────────────────

/** Append-only (triggers), chained by hash from the first row. Payloads name acts and ids, never scores or sentences. */
export const auditEvent = sqliteTable(
  "audit_event",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    programId: text("program_id"),
    at: integer("at").notNull(),
    actorId: text("actor_id"),
    type: text("type").notNull(),
    subjectId: text("subject_id"),
    payload: text("payload").notNull(),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [index("audit_event_subject").on(t.subjectId), index("audit_event_program").on(t.programId, t.seq)],
);

/** Where the pages of an officer's case are. A case is one assignment: an officer at a school. */
export const casePaths = {
  all: "/officers",
  /** Opens a case; `round`: the selection round whose appointed candidate it is for. */
  opening: (round?: string) => `/officers/new${round ? `?round=${round}` : ""}`,
  /** Days without work, around which the days of every case are counted. */
  holidays: "/officers/holidays",
  file: (assignmentId: string) => `/officers/${assignmentId}`,
  /** Who leads the case and led it, and how the post ends. */
  leads: (assignmentId: string) => `/officers/${assignmentId}/leads`,
  probation: (assignmentId: string) => `/officers/${assignmentId}/probation`,
  checkpoint: (assignmentId: string, n: number) => `/officers/${assignmentId}/probation/${n}`,
  evaluation: (assignmentId: string, evaluationId: string) => `/officers/${assignmentId}/evaluations/${evaluationId}`,
  removals: (assignmentId: string) => `/officers/${assignmentId}/removals`,
  /** From the evaluation back to the selection. */
  selection: (assignmentId: string, evaluationId: string) =>
    `/officers/${assignmentId}/evaluations/${evaluationId}/selection`,
  /** A Word copy of the fixed text, before it is sealed. */
  evaluationWord: (assignmentId: string, evaluationId: string) =>
    `/officers/${assignmentId}/evaluations/${evaluationId}/docx`,
  removal: (assignmentId: string, removalId: string) => `/officers/${assignmentId}/removals/${removalId}`,
} as const;

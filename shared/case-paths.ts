/** Where the pages of an officer's case are. A case is one assignment: an officer at a school. */
export const casePaths = {
  all: "/officers",
  file: (assignmentId: string) => `/officers/${assignmentId}`,
  probation: (assignmentId: string) => `/officers/${assignmentId}/probation`,
  checkpoint: (assignmentId: string, n: number) => `/officers/${assignmentId}/probation/${n}`,
  evaluation: (assignmentId: string, evaluationId: string) => `/officers/${assignmentId}/evaluations/${evaluationId}`,
  removals: (assignmentId: string) => `/officers/${assignmentId}/removals`,
  removal: (assignmentId: string, removalId: string) => `/officers/${assignmentId}/removals/${removalId}`,
} as const;
